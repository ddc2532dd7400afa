# Sources : ARL et RSP (formats.md 2, docs/sources.md) ; codes d'anomalie d'avant et d'après le 3 octobre 2024 (presse professionnelle) ; les autres codes sont
# ceux du banc (SIM-). États d'une facture : formats.md 2.3.
@officine @session:messagerie @capacite:teletransmission
Fonctionnalité: Relever les retours et savoir où en est chaque facture
  L'ARL accepte ou refuse un lot et ne paie rien ; le retour de paiement dit chaque facture, une par une.

  Contexte:
    Étant donné une vente ordinaire à TESTARD-FICTIF

  Règle: L'accusé de réception d'un lot

    @PRE-ARL-01 @PRE-ARL-09 @PRE-NOE-01 @PRE-NOE-02 @PRE-NOE-05 @PRE-NOE-25
    Scénario: Un ARL positif acquitte le lot, sans rien payer
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien relève l'ARL du lot
      Et le pharmacien consulte ses factures
      Alors le logiciel relève ses retours
      Et chaque retour relevé est dit à l'utilisateur
      Et le sens de chaque ARL est montré
      Et l'ARL positif n'est pas montré comme un paiement
      Et l'état montré de chaque facture suit des retours relevés
      Et l'état montré de chaque lot suit de ses ARL

    @PRE-NOE-05 @PRE-NOE-15 @PRE-NOE-25
    Scénario: Avant tout retour, rien n'est montré payé
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien consulte ses factures
      Alors aucun paiement n'est montré avant son retour
      Et l'état montré de chaque facture suit des retours relevés
      Et l'état montré de chaque lot suit de ses ARL

    @PRE-ARL-01 @PRE-ARL-02 @PRE-ARL-03 @PRE-ARL-11 @PRE-ARL-12
    Plan du scénario: Un ARL négatif <code> est annoncé avec son code
      Étant donné que l'ARL du prochain lot sera négatif, avec le code <code>
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien relève l'ARL du lot
      Et le pharmacien consulte ses factures
      Alors l'utilisateur est averti de l'ARL négatif
      Et le sens de chaque ARL est montré
      Et le code et le libellé de l'ARL négatif sont montrés
      Et les factures du lot refusé sont montrées en rejet technique
      Et le motif de l'ARL négatif est montré avec chaque facture

      Exemples:
        | code       |
        | SIM-ARL-02 |
        | SIM-ARL-05 |
        | SIM-ARL-08 |
        | SIM-ARL-09 |

    @PRE-ARL-11 @PRE-ARL-12 @PRE-NOE-25
    Scénario: Un ARL négatif refuse toutes les factures de son lot
      Étant donné que l'ARL du prochain lot sera négatif
      Quand le pharmacien facture 2 fois la vente en SESAM-Vitale
      Et toutes les factures sont télétransmises
      Et le pharmacien relève l'ARL du lot
      Et le pharmacien consulte ses factures
      Alors les factures du lot refusé sont montrées en rejet technique
      Et le motif de l'ARL négatif est montré avec chaque facture
      Et l'état montré de chaque lot suit de ses ARL

    @PRE-ARL-06 @PRE-ARL-07 @PRE-B2-50 @PRE-B2-51 @PRE-NOE-05
    Scénario: La facture d'un lot refusé est refaite, et repart sous un nouveau numéro
      Étant donné que l'ARL du prochain lot sera négatif
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien relève l'ARL du lot
      Et le pharmacien refait la facture en SESAM-Vitale
      Et la facture est télétransmise
      Et le pharmacien relève l'ARL du lot
      Et le pharmacien consulte ses factures
      Alors aucune facture d'un lot refusé ne repart sous le même numéro
      Et la facture refusée est refaite et repart
      Et la facture qui en remplace une autre porte un numéro neuf
      Et le lot refusé repart sous un numéro neuf
      Et l'état montré de chaque facture suit des retours relevés

    @PRE-ARL-04 @PRE-ARL-05 @PRE-ARL-08
    Scénario: L'ARL qui n'est pas venu se dit, et le lot ne repart pas sous un autre numéro
      Étant donné que l'ARL du prochain lot se perdra
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et 30 heures passent
      Et le pharmacien relève ses retours
      Et le pharmacien consulte ses factures
      Et le lot est télétransmis à nouveau
      Alors l'utilisateur est averti de l'ARL qui n'est pas venu
      Et le lot sans ARL ne repart pas sous un autre numéro
      Et le lot qui repart est le même

    @PRE-NOE-05 @PRE-NOE-19
    Scénario: L'ARL reçu deux fois ne compte qu'une fois
      Étant donné que l'ARL du prochain lot arrivera deux fois
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien relève l'ARL du lot
      Et le pharmacien relève ses retours
      Et le pharmacien consulte ses factures
      Alors le retour reçu deux fois ne change rien de plus
      Et l'état montré de chaque facture suit des retours relevés

    @PRE-ARL-13 @PRE-NOE-05
    Scénario: L'ARL arrivé après le règlement ne défait pas le paiement
      Étant donné que l'ARL du prochain lot arrivera après le règlement
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et 50 heures passent
      Et le pharmacien relève ses retours
      Et 40 heures passent
      Et le pharmacien relève ses retours
      Et le pharmacien consulte ses factures
      Alors l'ARL tardif ne change pas les factures payées
      Et l'état montré de chaque facture suit des retours relevés

    @PRE-ARL-01 @PRE-NOE-05
    Scénario: L'ARL tardif est pris quand il arrive
      Étant donné que l'ARL du prochain lot arrivera au bout de 20 heures
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien relève ses retours
      Et 21 heures passent
      Et le pharmacien relève ses retours
      Et le pharmacien consulte ses factures
      Alors l'état montré de chaque facture suit des retours relevés
      Et le sens de chaque ARL est montré

    @PRE-ARL-10 @PRE-ARL-14
    Scénario: L'ARL d'un lot inconnu est signalé et ne change rien
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et un ARL arrive pour un lot que le logiciel n'a pas envoyé
      Et le pharmacien relève ses retours
      Et le pharmacien consulte ses factures
      Alors le retour d'un lot inconnu est signalé
      Et le retour d'un lot inconnu ne change aucune facture

  Règle: Le paiement, le rejet, le signalement

    @PRE-NOE-05 @PRE-NOE-14 @PRE-NOE-17
    Scénario: La facture payée est montrée payée, pour son montant
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors le montant payé montré est celui des retours
      Et l'état montré de chaque facture suit des retours relevés
      Et le total payé de chaque lot est celui des retours

    @PRE-NOE-06 @PRE-NOE-14
    Scénario: Le paiement partiel est montré comme tel
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et la caisse paiera en partie la facture
      Et la facture est télétransmise
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors le paiement partiel est montré comme tel
      Et le montant payé montré est celui des retours

    @PRE-NOE-07 @PRE-NOE-09 @PRE-NOE-14
    Plan du scénario: Le rejet <code> est montré avec son motif
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et la caisse rejettera la facture, avec le code <code>
      Et la facture est télétransmise
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors la facture rejetée par la caisse est montrée rejetée
      Et le code et le libellé du rejet sont montrés
      Et le montant payé montré est celui des retours

      Exemples:
        | code       |
        | 0009-816   |
        | SIM-RSP-02 |
        | SIM-RSP-03 |
        | SIM-RSP-06 |

    @date:2024-09-16 @PRE-NOE-07 @PRE-NOE-09
    Scénario: Avant octobre 2024, le rejet garde son ancien code
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et la caisse rejettera la facture, avec le code 0009-816
      Et la facture est télétransmise
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors la facture rejetée par la caisse est montrée rejetée
      Et le code et le libellé du rejet sont montrés

    @PRE-NOE-07 @PRE-NOE-09
    Scénario: Deux motifs de rejet sont montrés tous les deux
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et la caisse rejettera la facture, avec les codes 0009-816 et SIM-RSP-03
      Et la facture est télétransmise
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors le code et le libellé du rejet sont montrés
      Et la facture rejetée par la caisse est montrée rejetée

    @PRE-NOE-12
    Scénario: Le rejet pour suspension est montré avec ce motif
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et la caisse rejettera la facture, avec le code SIM-RSP-01
      Et la facture est télétransmise
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors le motif de la suspension est montré

    @PRE-NOE-10 @PRE-NOE-11 @PRE-NOE-14
    Plan du scénario: Le signalement <code> n'est pas un rejet
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et la caisse signalera la facture, avec le code <code>
      Et la facture est télétransmise
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors le signalement est montré
      Et le signalement n'est pas montré comme un rejet
      Et le montant payé montré est celui des retours

      Exemples:
        | code       |
        | SIM-SIG-01 |
        | SIM-SIG-02 |

    @PRE-NOE-05 @PRE-NOE-08 @PRE-NOE-14
    Scénario: La facture mise de côté est en traitement, puis payée
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et la caisse différera la facture
      Et la facture est télétransmise
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors la facture mise de côté est montrée en traitement
      Quand 6 jours passent
      Et le pharmacien relève ses retours
      Et le pharmacien consulte ses factures
      Alors l'état montré de chaque facture suit des retours relevés
      Et le montant payé montré est celui des retours

    @PRE-ARL-07 @PRE-B2-51 @PRE-NOE-13
    Scénario: La facture rejetée par la caisse est refaite sous un nouveau numéro
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et la caisse rejettera la facture
      Et la facture est télétransmise
      Et le pharmacien relève le règlement
      Et le pharmacien refait la facture en SESAM-Vitale
      Et la facture est télétransmise
      Alors aucune facture rejetée ne repart sous le même numéro
      Et la facture refusée est refaite et repart
      Et la facture qui en remplace une autre porte un numéro neuf

    @PRE-ARL-09 @PRE-NOE-14
    Scénario: Le règlement tardif n'est pas inventé avant son retour
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et la caisse paiera la facture au bout de 10 jours
      Et la facture est télétransmise
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors l'ARL positif n'est pas montré comme un paiement
      Quand 10 jours passent
      Et le pharmacien relève ses retours
      Et le pharmacien consulte ses factures
      Alors le montant payé montré est celui des retours

    @PRE-NOE-14
    Scénario: La part complémentaire payée s'ajoute à la part obligatoire
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et la caisse paiera les deux parts de la facture
      Et la facture est télétransmise
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors le montant payé montré est celui des retours

    @PRE-NOE-14 @PRE-NOE-19
    Scénario: Le règlement reçu deux fois ne paie qu'une fois
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et le règlement de la facture arrivera deux fois
      Et la facture est télétransmise
      Et le pharmacien relève le règlement
      Et le pharmacien relève ses retours
      Et le pharmacien consulte ses factures
      Alors le retour reçu deux fois ne change rien de plus
      Et le montant payé montré est celui des retours

    @PRE-NOE-05 @PRE-NOE-09 @PRE-NOE-14 @PRE-NOE-17
    Scénario: Dans un même lot, chaque facture a son sort
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et la caisse rejettera la facture, avec le code SIM-RSP-03
      Et le pharmacien facture la vente en SESAM-Vitale
      Et le pharmacien facture la vente en SESAM-Vitale
      Et la caisse rejettera la facture
      Et le pharmacien facture la vente en SESAM-Vitale
      Et la caisse paiera en partie la facture
      Et toutes les factures sont télétransmises
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors l'état montré de chaque facture suit des retours relevés
      Et le code et le libellé du rejet sont montrés
      Et le montant payé montré est celui des retours
      Et le total payé de chaque lot est celui des retours

    @PRE-NOE-17 @PRE-NOE-18 @PRE-NOE-26
    Scénario: Deux journées de règlement se totalisent à part
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien relève le règlement
      Et le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors le total payé de chaque journée est celui des retours
      Et le total payé de chaque lot est celui des retours
      Et chaque facture est montrée dans le lot qui l'a emportée

    @PRE-NOE-03 @PRE-NOE-05
    Scénario: Un long retour est compressé, et lu comme les autres
      Quand le pharmacien facture 12 fois la vente en SESAM-Vitale
      Et toutes les factures sont télétransmises
      Et le pharmacien relève le règlement
      Et le pharmacien consulte ses factures
      Alors le retour compressé est lu
      Et l'état montré de chaque facture suit des retours relevés

  Règle: Ce que la caisse dit d'autre

    @PRE-NOE-02 @PRE-NOE-04
    Plan du scénario: Le message « <texte> » est montré
      Quand le centre de traitement envoie le message "<texte>"
      Et le pharmacien relève ses retours
      Alors le message de service est montré
      Et chaque retour relevé est dit à l'utilisateur

      Exemples:
        | texte                                                                  |
        | Maintenance du frontal dimanche de 8 h à 12 h.                         |
        | Le centre 036 change d'adresse au 1er janvier : mettez à jour la table. |

    # CTPPN du 22/01/2025, section 5 : la procédure légale est de 36 mois côté régime obligatoire ; les 24 mois côté complémentaire sont le fait que la demande rapporte.
    @PRE-NOE-20 @PRE-NOE-21 @PRE-NOE-22 @PRE-NOE-23
    Plan du scénario: Un indu sur une facture payée il y a <mois> mois
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien relève le règlement
      Et la caisse annonce un indu sur la facture, payée il y a <mois> mois
      Et le pharmacien relève ses retours
      Et le pharmacien consulte ses factures
      Alors l'indu est annoncé avec sa facture
      Et le montant de l'indu est montré
      Et le délai de 36 mois est montré avec l'indu
      Et le délai de 24 mois est montré avec l'indu

      Exemples:
        | mois |
        | 12   |
        | 30   |
        | 37   |
