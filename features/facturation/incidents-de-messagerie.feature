# Sources : RFC 5321 et RFC 1939 (codes SMTP, relève POP3), formats.md 3.1 ; ce que le frontal refuse et la suite à donner sont supposés.
@officine @session:messagerie @capacite:teletransmission
Fonctionnalité: Survivre à une mauvaise journée de messagerie
  Une connexion coupée, une réponse perdue, un refus : aucun lot ne se perd, aucun ne part deux fois sous deux numéros.

  Contexte:
    Étant donné une vente ordinaire à TESTARD-FICTIF

  Règle: À l'envoi

    @PRE-ARL-08 @PRE-B2-17 @PRE-B2-49
    Plan du scénario: La messagerie <panne> : le lot reste à envoyer, puis repart inchangé
      Étant donné que la messagerie <panne> au prochain envoi de lot
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le lot est télétransmis à nouveau
      Alors le lot en échec repart sous le même numéro
      Et le lot qui repart est le même
      Et aucun numéro de facture ne sert deux fois dans les lots

      Exemples:
        | panne                    |
        | est hors service (421)   |
        | échoue en local (451)    |
        | manque de place (452)    |
        | refuse le message (554)  |

    @PRE-ARL-08 @PRE-NOE-05
    Plan du scénario: La messagerie <panne> : l'écran ne dit pas le lot parti, et il repart
      Étant donné que la messagerie <panne> au prochain envoi de lot
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le lot est télétransmis à nouveau
      Et le pharmacien relève l'ARL du lot
      Et le pharmacien consulte ses factures
      Alors le lot qui repart est le même
      Et l'état montré de chaque facture suit des retours relevés

      Exemples:
        | panne                                   |
        | coupe la connexion                      |
        | prend le message puis coupe la connexion |
        | répond sans finir                       |

    @PRE-ARL-08 @PRE-NOE-14
    Scénario: La réponse perdue ne fait pas payer deux fois
      Étant donné que la messagerie prend le message puis coupe la connexion au prochain envoi de lot
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le lot est télétransmis à nouveau
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors le lot qui repart est le même
      Et le montant payé montré est celui des retours

    @PRE-ARL-08 @PRE-B2-17
    Scénario: L'identification refusée n'envoie rien, et le lot repart
      Étant donné que la messagerie refuse l'identification à la prochaine identification
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le lot est télétransmis à nouveau
      Alors aucun numéro de facture ne sert deux fois dans les lots
      Et le lot qui repart est le même

  Règle: À la relève

    @PRE-NOE-05
    Plan du scénario: La messagerie <panne> à la relève : le retour se relève à nouveau
      Étant donné que la messagerie <panne> à la prochaine relève
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien relève l'ARL du lot
      Et le pharmacien relève ses retours
      Et le pharmacien consulte ses factures
      Alors l'état montré de chaque facture suit des retours relevés

      Exemples:
        | panne                                   |
        | coupe la connexion                      |
        | prend le message puis coupe la connexion |
        | rend la moitié du message               |
        | est hors service                        |

    @PRE-NOE-05
    Scénario: L'identification refusée à la relève ne fait rien perdre
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et la messagerie refuse l'identification à la prochaine identification
      Et le pharmacien relève l'ARL du lot
      Et le pharmacien relève ses retours
      Et le pharmacien consulte ses factures
      Alors l'état montré de chaque facture suit des retours relevés
