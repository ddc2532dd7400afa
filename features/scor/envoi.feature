# Sources : glossaire fiducial (JPEG, PNG ou PDF, 150 points par pouce), réglages publics d'un intergiciel (250 par document), formats.md 3.4 ; forme du fichier
# et unité de la taille supposées. CTPPN du 22 janvier 2025, sections 4 et 10.
@officine @session:messagerie @capacite:teletransmission @capacite:scor
Fonctionnalité: Envoyer les pièces justificatives
  La feuille d'une facture dégradée et l'ordonnance qui la justifie partent numérisées, rattachées à leur lot.

  Contexte:
    Étant donné une vente ordinaire à TESTARD-FICTIF

  Règle: Des documents que la caisse sait lire

    @PRE-SCOR-01 @PRE-SCOR-02 @PRE-SCOR-03 @PRE-SCOR-04 @PRE-SCOR-11
    Plan du scénario: <document> part avec le lot
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale dégradé
      Et le pharmacien numérise <document>
      Et le pharmacien envoie les pièces du lot
      Alors l'envoi de pièces est un index et ses documents
      Et chaque pièce est un JPEG, un PNG ou un PDF
      Et chaque pièce a 150 points par pouce ou plus
      Et chaque pièce pèse 250 ko au plus
      Et le document impropre est arrêté à la numérisation, et lui seul

      Exemples:
        | document                                        |
        | une ordonnance en JPEG                          |
        | une ordonnance en PNG                           |
        | une ordonnance en PDF numérisé                  |
        | une ordonnance en PDF de texte                  |
        | une ordonnance en JPEG à 150 points par pouce   |

    @PRE-SCOR-02 @PRE-SCOR-03 @PRE-SCOR-04 @PRE-SCOR-11
    Plan du scénario: <document> s'arrête à la numérisation
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale dégradé
      Et le pharmacien numérise <document>
      Alors le document impropre est arrêté à la numérisation, et lui seul
      Quand le pharmacien envoie les pièces du lot
      Alors chaque pièce est un JPEG, un PNG ou un PDF
      Et chaque pièce a 150 points par pouce ou plus
      Et chaque pièce pèse 250 ko au plus

      Exemples: résolution trop faible ou tue
        | document                                             |
        | une ordonnance en JPEG à 96 points par pouce         |
        | une ordonnance en PNG à 149 points par pouce         |
        | une ordonnance en PDF numérisé à 72 points par pouce |
        | une ordonnance en PNG sans résolution                |
        | une ordonnance en JPEG sans résolution               |

      Exemples: taille, format
        | document                           |
        | une ordonnance trop lourde         |
        | un PNG annoncé comme JPEG          |
        | un PDF annoncé comme PNG           |
        | un fichier qui n'est pas un document |

      Exemples: document qui ne s'ouvre pas
        | document                       |
        | une ordonnance en JPEG coupée  |
        | une ordonnance en PNG coupée   |
        | une ordonnance en PDF protégée |

    @PRE-SCOR-01 @PRE-SCOR-02 @PRE-SCOR-05 @PRE-SCOR-06
    Scénario: Deux documents d'une même facture partent tous les deux
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale dégradé
      Et le pharmacien numérise une ordonnance en JPEG et une ordonnance en PDF numérisé
      Et le pharmacien envoie les pièces du lot
      Alors l'envoi de pièces est un index et ses documents
      Et chaque pièce est un JPEG, un PNG ou un PDF
      Et chaque facture dégradée du lot a sa pièce
      Et les pièces nomment un lot parti et ses factures

  Règle: Rattachés à leur lot

    @PRE-MAIL-07 @PRE-SCOR-05 @PRE-SCOR-06 @PRE-SCOR-14
    Scénario: Les pièces nomment leur lot et leur caisse
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale dégradé
      Et le pharmacien numérise une ordonnance en JPEG
      Et le pharmacien envoie les pièces du lot
      Alors les pièces nomment un lot parti et ses factures
      Et les pièces partent chiffrées à l'adresse SCOR de leur caisse
      Et aucun fichier ne voyage en clair
      Et chaque facture dégradée du lot a sa pièce

    @PRE-SCOR-05 @PRE-SCOR-14
    Plan du scénario: Les pièces partent pour la caisse <caisse> du régime <regime>
      Étant donné que la vente est à la charge de la caisse <caisse> du régime <regime>
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale dégradé
      Et le pharmacien numérise une ordonnance en JPEG
      Et le pharmacien envoie les pièces du lot
      Alors les pièces partent chiffrées à l'adresse SCOR de leur caisse
      Et les pièces nomment un lot parti et ses factures

      Exemples:
        | regime | caisse |
        | 01     | 999    |
        | 02     | 471    |

    @PRE-SCOR-08
    Scénario: La pièce due se voit avant d'être envoyée
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale dégradé
      Et le pharmacien consulte ses factures
      Alors l'écran dit où en est la pièce de chaque facture
      Quand le pharmacien numérise une ordonnance en JPEG
      Et le pharmacien envoie les pièces du lot
      Et le pharmacien consulte ses factures
      Alors l'écran dit où en est la pièce de chaque facture

    @PRE-SCOR-01 @PRE-SCOR-06
    Scénario: Chaque facture du lot a sa pièce
      Quand le pharmacien facture la vente en SESAM-Vitale dégradé
      Et le pharmacien numérise une ordonnance en JPEG
      Et le pharmacien facture la vente en SESAM-Vitale dégradé
      Et le pharmacien numérise une ordonnance en PNG
      Et toutes les factures sont télétransmises
      Et le pharmacien envoie les pièces du lot
      Alors chaque facture dégradée du lot a sa pièce
      Et l'envoi de pièces est un index et ses documents

  Règle: Un envoi qui échoue

    @PRE-SCOR-06 @PRE-SCOR-15
    Plan du scénario: La messagerie <panne> : l'échec se dit, et les pièces repartent
      Étant donné que la messagerie <panne> au prochain envoi de pièces
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale dégradé
      Et le pharmacien numérise une ordonnance en JPEG
      Et le pharmacien envoie les pièces du lot
      Alors l'échec de l'envoi des pièces est dit
      Quand le pharmacien envoie les pièces du lot
      Alors chaque facture dégradée du lot a sa pièce

      Exemples:
        | panne                   |
        | coupe la connexion      |
        | échoue en local (451)   |
        | refuse le message (554) |
