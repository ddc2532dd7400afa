# Sources : cadre commun des téléservices de l'Assurance Maladie (requirements/tlsi.yaml).
@officine
Fonctionnalité: Respecter le cadre des téléservices à l'officine
  Chaque appel du logiciel, quel que soit le service, porte l'enveloppe et les en-têtes communs aux téléservices.

  Contexte:
    Étant donné l'ordonnance numérique de TESTARD-FICTIF :
      | produit  | posologie                | durée   | quantité |
      | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |

  @PRE-TLSI-00 @PRE-TLSI-01 @PRE-TLSI-02 @PRE-TLSI-03 @PRE-TLSI-04
  Scénario: La connexion, l'enveloppe et l'adressage
    Quand le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
    Alors chaque appel est une enveloppe SOAP 1.2 lisible
    Et la connexion est ouverte avec le bon certificat
    Et le nom du certificat logiciel est reconnu
    Et chaque appel porte l'action de son opération
    Et chaque appel porte un identifiant de message bien formé

  @PRE-TLSI-06 @PRE-TLSI-07 @PRE-TLSI-08 @PRE-TLSI-09 @PRE-TLSI-10 @PRE-TLSI-11 @PRE-TLSI-12 @PRE-TLSI-13 @PRE-TLSI-14 @PRE-TLSI-15
  Scénario: L'assertion du professionnel
    Quand le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
    Alors chaque appel porte l'assertion que demande le mode d'authentification
    Et l'assertion est en SAML 2.0
    Et l'assertion est signée dans la forme attendue
    Et le certificat de signature est celui de la session
    Et la signature de l'assertion est vérifiée
    Et l'émetteur de l'assertion est le certificat de signature
    Et le sujet de l'assertion est le professionnel de la session
    Et l'assertion porte les attributs attendus
    Et l'assertion est valable au moment de chaque appel
    Et l'assertion est destinée au téléservice appelé

  @PRE-TLSI-16 @PRE-TLSI-17 @PRE-TLSI-18 @PRE-TLSI-20 @PRE-TLSI-21 @PRE-TLSI-29
  Scénario: Le contexte du logiciel
    Quand le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
    Alors chaque appel porte un ContexteLPS
    Et le ContexteLPS est conforme à son schéma
    Et le ContexteLPS porte le numéro d'autorisation du logiciel
    Et l'horodatage du ContexteLPS est juste
    Et l'émetteur du ContexteLPS est le professionnel de la session
    Et le ContexteLPS désigne la version et l'installation du logiciel

  @PRE-TLSI-22 @PRE-TLSI-23 @PRE-TLSI-25 @PRE-TLSI-26 @PRE-TLSI-27 @PRE-TLSI-28 @PRE-ID-03 @PRE-ID-04
  Scénario: Le contexte du bénéficiaire et les numéros
    Quand le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
    Alors chaque appel porte un ContexteBAM
    Et le ContexteBAM est conforme à son schéma
    Et l'horodatage du ContexteBAM est juste
    Et la clé de chaque NIR du ContexteBAM est juste
    Et l'émetteur du ContexteBAM est le professionnel de la session
    Et le bénéficiaire du ContexteBAM est le patient du message
    Et la clé de chaque numéro RPPS est juste
    Et la clé de chaque numéro FINESS est juste

  @PRE-TLSI-05 @PRE-TLSI-19 @PRE-TLSI-24
  Scénario: Tout est neuf à chaque appel
    Quand le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
    Et le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
    Alors aucun identifiant de message ne sert deux fois
    Et l'identifiant du ContexteLPS est neuf à chaque appel
    Et l'identifiant du ContexteBAM est neuf à chaque appel

  @PRE-TLSI-05 @PRE-TLSI-19 @PRE-TLSI-24
  Scénario: Tout est neuf aussi quand un appel est rejoué après une panne
    Étant donné que le téléservice est momentanément indisponible à la prochaine consultation
    Quand le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
    Et le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
    Alors aucun identifiant de message ne sert deux fois
    Et l'identifiant du ContexteLPS est neuf à chaque appel
    Et l'identifiant du ContexteBAM est neuf à chaque appel

  @PRE-TLSI-14 @PRE-TLSI-20 @PRE-TLSI-25 @capacite:horlogeVirtuelle
  Plan du scénario: Un poste resté ouvert <durée> garde une assertion valable
    Quand le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
    Et <minutes> minutes passent
    Et le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
    Alors l'assertion est valable au moment de chaque appel
    Et l'horodatage du ContexteLPS est juste
    Et l'horodatage du ContexteBAM est juste

    Exemples:
      | durée               | minutes |
      | moins d'une heure   | 50      |
      | plus d'une heure    | 75      |
      | jusqu'au lendemain  | 1440    |
