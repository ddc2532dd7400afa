# Sources : 000_f37ea90dc7ea625a.txt (CTPPN du 22 janvier 2025), sections 6, 8, 9, 13 et 19 : les réponses seules ; états d'une facture (formats.md 2.3).
@officine @session:messagerie @capacite:teletransmission
Fonctionnalité: Régulariser, et facturer ce qui se facture
  Ce que l'Assurance Maladie a répondu aux pharmaciens, joué au comptoir ; et ce que devient une facture qu'on annule.

  Règle: Annuler

    @PRE-FAC-01 @PRE-FSE-04
    Scénario: Avant l'envoi, la facture annulée ne part nulle part
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et le pharmacien annule la facture
      Et le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors la facture annulée n'est partie nulle part
      Et chaque facture reçoit un numéro neuf

    @PRE-FSE-05
    Scénario: La facture partie ne s'annule plus au comptoir
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien annule la facture
      Alors la facture partie ne s'annule pas au comptoir

    @PRE-FSE-05 @PRE-NOE-05
    Scénario: La facture payée ne s'annule pas non plus
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien relève le règlement
      Et le pharmacien annule la facture
      Et le pharmacien consulte ses factures
      Alors la facture partie ne s'annule pas au comptoir
      Et l'état montré de chaque facture suit des retours relevés

    @PRE-B2-36 @PRE-B2-37 @PRE-B2-51
    Scénario: La facture refaite porte la vente corrigée
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et la caisse rejettera la facture
      Et la facture est télétransmise
      Et le pharmacien relève le règlement
      Et la vente est corrigée :
        | acte | produit   | quantité | prix | taux |
        | PH7  | doliprane | 2        | 2,18 | 65   |
        | HD7  |           | 2        | 1,02 | 65   |
      Et le pharmacien refait la facture en SESAM-Vitale
      Et la facture est télétransmise
      Alors la facture envoyée porte chaque acte et chaque produit de la vente
      Et les montants de la facture envoyée sont ceux de la vente
      Et la facture qui en remplace une autre porte un numéro neuf

  Règle: Suspension d'une prestation (article L. 315-2)

    @PRE-FSE-07 @PRE-NOE-04
    Scénario: La pharmacie informée est avertie au comptoir
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Et la caisse a suspendu les remboursements de TESTARD-FICTIF, la pharmacie le sachant
      Quand le pharmacien relève ses retours
      Et le pharmacien facture la vente en SESAM-Vitale
      Alors l'officine informée est avertie de la suspension
      Et le message de service est montré

    @PRE-B2-35 @PRE-FSE-08 @PRE-NOE-14
    Scénario: La pharmacie qui n'a pas été informée facture, et elle est payée
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Et la caisse a suspendu les remboursements de TESTARD-FICTIF, sans le dire à la pharmacie
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors la prestation suspendue sans que l'officine le sache est facturée
      Et aucune délivrance suspendue n'est facturée par l'officine informée
      Et le montant payé montré est celui des retours

    @PRE-B2-35 @PRE-B2-46
    Scénario: La suspension d'un assuré n'arrête pas la vente d'un autre
      Étant donné une vente ordinaire à EXEMPLARD
      Et la caisse a suspendu les remboursements de TESTARD-FICTIF, la pharmacie le sachant
      Quand le pharmacien relève ses retours
      Et le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors chaque facture à télétransmettre part dans un lot, une fois
      Et aucune délivrance suspendue n'est facturée par l'officine informée

  Règle: Sérialisation

    @PRE-B2-44 @PRE-FSE-09
    Scénario: Sans numéro de série, la vente se facture
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors la vente sans numéro de série est facturée
      Et le numéro de série n'est transmis que si la vente l'a

    @PRE-B2-36 @PRE-B2-44
    Scénario: Le numéro de série lu est transmis tel quel, ou pas du tout
      Étant donné une vente à TESTARD-FICTIF :
        | acte | produit   | quantité | prix | taux | série          |
        | PH7  | doliprane | 1        | 2,18 | 65   | FICTIF00000042 |
        | PH7  | inexium   | 1        | 5,40 | 65   | FICTIF00000043 |
        | HD7  |           | 2        | 1,02 | 65   |                |
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors le numéro de série n'est transmis que si la vente l'a
      Et la facture envoyée porte chaque acte et chaque produit de la vente

  Règle: Garde à vue

    @PRE-FSE-10
    Scénario: En dégradé, la garde à vue d'un patient fictif s'arrête au comptoir
      Étant donné une vente à un patient fictif, en garde à vue
      Quand le pharmacien facture la vente en SESAM-Vitale dégradé
      Alors la garde à vue n'est pas facturée en dégradé

    @PRE-B2-34 @PRE-B2-42
    Scénario: Le mode dégradé reste ouvert aux assurés
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale dégradé
      Alors aucune facture dégradée n'est faite pour un patient fictif
      Et la facture part dans un lot de son mode

  Règle: Entretiens

    # Huit jours ouvrés avant le 10 janvier 2025 : les lots aux nouveaux codes sont reçus depuis le 8.
    @date:2025-01-10 @PRE-B2-24 @PRE-B2-27 @PRE-FSE-11
    Plan du scénario: L'entretien <acte> tenu en 2024 se facture avec son nouveau code
      Étant donné une vente à CHRONIQUE-FICTIVE :
        | acte   | quantité | prix  | taux |
        | <acte> | 1        | 20,00 | 65   |
      Et la vente est délivrée depuis <jours> jours
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors l'entretien tenu en 2024 est facturé
      Et les entretiens sont facturés seuls, avec leurs nouveaux codes
      Et chaque code acte facturé vaut à la date des soins

      Exemples:
        | acte | jours |
        | ASI  | 10    |
        | BMI  | 11    |
        | AC1  | 10    |

  Règle: Arrêt de l'addendum 4

    # « Proposition d'arrêt des flux Ad 4 : 30 avril 2025 » : la date est celle qui est proposée.
    @date:2025-05-05 @PRE-B2-33 @PRE-B2-46
    Scénario: Après l'arrêt, aucun lot ne part par ce flux
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors aucun lot ne part par le flux de l'addendum 4
      Et chaque facture à télétransmettre part dans un lot, une fois
