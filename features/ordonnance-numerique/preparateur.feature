# Source : annexes V3 de la CTPPN du 22 janvier 2025, « Ouverture de l'exécution d'une Ordonnance numérique à la CPE du préparateur ».
@officine @V3 @capacite:cpePreparateur @authentification:CPS
Fonctionnalité: Consulter et exécuter avec la carte d'un préparateur
  Le préparateur consulte et délivre avec sa carte d'employé (CPE) ; le pharmacien responsable reste l'exécutant. Les règles de nommage sont
  supposées : docs/editeur/ordonnance-numerique.md.

  Contexte:
    Étant donné l'ordonnance numérique de TESTARD-FICTIF :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 5 jours | 2        |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue

  @PRE-CTPPN-08 @PRE-EP3-04 @PRE-EP3-03 @PRE-TLSI-12 @PRE-TLSI-21
  Scénario: La consultation est signée par le préparateur
    Alors les appels sont signés avec la carte du préparateur
    Et le sujet de l'assertion est le professionnel de la session
    Et l'émetteur du ContexteLPS est le professionnel de la session
    Et le numéro du PS est celui du professionnel de la session
    Et l'ordonnance donnée par le téléservice est affichée

  @PRE-CTPPN-08 @PRE-OFF-03 @PRE-EP1-04 @PRE-EP1-22 @PRE-CTPPN-01
  Scénario: L'exécution est signée par le préparateur au nom du pharmacien responsable
    Quand le pharmacien délivre toute l'ordonnance
    Alors l'exécution est transmise dès la délivrance
    Et les appels sont signés avec la carte du préparateur
    Et l'exécutant est le professionnel de la session
    Et l'exécution nomme le préparateur qui l'a saisie
    Et l'exécution n'est dite transmise que si elle est enregistrée

  @PRE-CTPPN-07 @PRE-CTPPN-08 @PRE-EP6-08
  Scénario: La facturation qui suit garde le pharmacien responsable
    Quand le pharmacien délivre toute l'ordonnance
    Et la facturation suit son cours jusqu'à sa transmission
    Alors la facturation est transmise par WS_EP6
    Et les appels sont signés avec la carte du préparateur
    Et la facturation est au nom du professionnel de la session
