# Sources : forme du message dans les implantations publiques (formats.md 3.1), RFC 5321, 3207, 1939, 8551 ; ce que le frontal refuse est supposé.
@officine @session:messagerie @capacite:teletransmission
Fonctionnalité: Échanger par messagerie avec la caisse
  Le lot voyage chiffré pour sa destination, sous un objet qui le décrit ; les retours se relèvent sans rien perdre.

  Contexte:
    Étant donné une vente ordinaire à TESTARD-FICTIF

  @PRE-MAIL-01 @PRE-MAIL-02 @PRE-MAIL-03 @PRE-MAIL-04
  Scénario: La connexion est chiffrée, et le logiciel s'y identifie
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors la connexion est chiffrée avant l'identification
    Et aucun message n'est déposé sans identification
    Et l'identifiant et le mot de passe sont ceux de la boîte
    Et l'expéditeur est la boîte du logiciel

  @PRE-MAIL-05 @PRE-MAIL-06 @PRE-MAIL-11 @PRE-MAIL-12
  Scénario: Le message est adressé et complet
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors chaque message est adressé à une destination de la session
    Et chaque message a ses en-têtes et un contenu
    Et chaque message porte un fichier et un seul
    Et le fichier est dans une partie application/EDI-consent en base64

  @PRE-MAIL-07 @PRE-MAIL-08 @PRE-MAIL-09 @PRE-MAIL-10
  Plan du scénario: Facturé <mode>, le fichier voyage chiffré pour sa destination
    Quand le pharmacien facture et télétransmet la vente <mode>
    Alors aucun fichier ne voyage en clair
    Et chaque message est chiffré pour le certificat de sa destination
    Et l'algorithme de chiffrement est admis
    Et le triple DES n'est plus employé

    Exemples:
      | mode                    |
      | en SESAM-Vitale         |
      | en SESAM-Vitale dégradé |
      | au format B2            |

  @PRE-MAIL-08 @PRE-MAIL-19
  Plan du scénario: Pour la caisse <caisse> du régime <regime>, le fichier et l'adresse désignent la même caisse
    Étant donné une vente ordinaire à MUTUALISTE-FICTIVE
    Et la vente est à la charge de la caisse <caisse> du régime <regime>
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors le fichier est destiné au régime et à l'organisme de l'adresse
    Et chaque message est chiffré pour le certificat de sa destination

    Exemples:
      | regime | caisse |
      | 01     | 751    |
      | 02     | 471    |
      | 91     | 422    |

  @PRE-MAIL-15 @PRE-MAIL-16 @PRE-MAIL-17 @PRE-MAIL-18
  Plan du scénario: L'objet décrit un lot de <nombre> facture(s)
    Quand le pharmacien facture <nombre> fois la vente en SESAM-Vitale
    Et toutes les factures sont télétransmises
    Alors l'objet du lot a la forme attendue
    Et la date de l'objet est celle de la préparation du lot
    Et l'émetteur de l'objet et du fichier est le professionnel de la session
    Et le nombre de factures de l'objet est celui du fichier

    Exemples:
      | nombre |
      | 1      |
      | 3      |

  @PRE-MAIL-13 @PRE-MAIL-14
  Scénario: Le contenu est annoncé tel qu'il est
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors Content-Description annonce ce que le fichier est
    Et la compression est celle qui est annoncée

  @PRE-MAIL-20 @PRE-NOE-02
  Scénario: Un retour n'est effacé qu'une fois relevé
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Et le pharmacien relève le règlement
    Alors aucun retour n'est effacé sans avoir été relevé
    Et chaque retour relevé est dit à l'utilisateur
