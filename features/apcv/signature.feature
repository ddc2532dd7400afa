# Sources : client public PyxVital (signerVitale) ; la réponse, les parts et les prestations sont supposées.
@officine @capacite:apcv
Fonctionnalité: Signer une facture avec l'application carte Vitale
  La signature remplace celle de la carte : elle porte la facture, le patient présent et le professionnel, et rien d'un autre.

  @PRE-APCV-21 @PRE-APCV-22 @PRE-APCV-23 @PRE-APCV-24 @PRE-APCV-01 @PRE-APCV-02
  Scénario: La facture du titulaire
    Étant donné l'application carte Vitale de TESTARD-FICTIF
    Quand le pharmacien lit l'application carte Vitale par QR code
    Et le pharmacien signe la facture avec l'application carte Vitale
    Alors la facture est signée et la signature rendue telle quelle
    Et la signature porte le contenu de la facture
    Et la signature porte l'assuré et le bénéficiaire de l'acte
    Et la signature porte le professionnel de la session
    Et le message ApCV est conforme à son contrat
    Et aucun appel ApCV ne porte de ContexteBAM

  @PRE-APCV-21 @PRE-APCV-23
  Scénario: La facture d'un enfant porte l'assuré qui lui ouvre les droits
    Étant donné l'application carte Vitale de TESTARD-FICTIF, avec :
      | bénéficiaire | qualité |
      | BEBE-FICTIF  | enfant  |
    Quand le pharmacien lit l'application carte Vitale par QR code pour BEBE-FICTIF
    Et le pharmacien signe la facture avec l'application carte Vitale
    Alors la facture est signée et la signature rendue telle quelle
    Et la signature porte l'assuré et le bénéficiaire de l'acte

  @PRE-APCV-21 @PRE-APCV-22
  Scénario: La part complémentaire a son empreinte
    Étant donné l'application carte Vitale de NAISSANCE-FICTIVE
    Quand le pharmacien lit l'application carte Vitale par NFC
    Et le pharmacien signe la facture et la demande de remboursement complémentaire avec l'application carte Vitale
    Alors la facture est signée et la signature rendue telle quelle
    Et la signature porte le contenu de la facture

  @PRE-APCV-26 @PRE-APCV-25
  Scénario: Aucune application n'a été lue
    Quand le pharmacien signe la facture avec l'application carte Vitale
    Alors la signature impossible est arrêtée et expliquée
    Et la facture n'est dite signée que si elle l'est

  @PRE-APCV-15 @PRE-APCV-25
  Plan du scénario: La signature n'aboutit pas : le téléservice <panne>
    Étant donné l'application carte Vitale de TESTARD-FICTIF
    Et le téléservice <panne> à chaque signature ApCV
    Quand le pharmacien lit l'application carte Vitale par QR code
    Et le pharmacien signe la facture avec l'application carte Vitale
    Alors l'utilisateur est averti que l'ApCV ne répond pas
    Et la facture n'est dite signée que si elle l'est

    Exemples:
      | panne                      |
      | coupe la connexion         |
      | répond une erreur HTTP 503 |

  @PRE-APCV-13 @PRE-APCV-14 @PRE-APCV-25
  Scénario: Le téléservice oppose un refus à la signature
    Étant donné l'application carte Vitale de TESTARD-FICTIF
    Et le téléservice oppose un refus à chaque signature ApCV
    Quand le pharmacien lit l'application carte Vitale par QR code
    Et le pharmacien signe la facture avec l'application carte Vitale
    Alors l'utilisateur est averti du refus de l'ApCV
    Et l'utilisateur voit le code du refus de l'ApCV
    Et la facture n'est dite signée que si elle l'est
