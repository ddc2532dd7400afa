# Sources : formats publics de la norme B2 (formats.md 1, docs/sources.md) et de la messagerie (3.1) ; forme PH et enregistrement 4P supposés.
@officine @session:messagerie @capacite:teletransmission
Fonctionnalité: Envoyer les factures en lots
  La vente devient une facture, la facture part dans un lot B2 chiffré pour la caisse de l'assuré, et rien ne s'y perd.

  Règle: Un lot est bien formé

    @PRE-B2-01 @PRE-B2-02 @PRE-B2-03 @PRE-B2-04 @PRE-B2-05 @PRE-B2-46
    Scénario: Une vente ordinaire part dans un lot bien formé
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors chaque facture à télétransmettre part dans un lot, une fois
      Et chaque enregistrement du lot compte 128 caractères et un type connu
      Et chaque champ du lot a la forme de son dessin
      Et les enregistrements du lot se suivent dans l'ordre
      Et chaque fichier porte un seul lot
      Et chaque enregistrement redit sa facture, son lot et son fichier

    @PRE-B2-06 @PRE-B2-07 @PRE-B2-08 @PRE-B2-09 @PRE-B2-10 @PRE-B2-11 @PRE-B2-15 @PRE-B2-46
    Scénario: Les nombres, les totaux et les clés du lot sont justes
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture 3 fois la vente en SESAM-Vitale
      Et toutes les factures sont télétransmises
      Alors chaque facture à télétransmettre part dans un lot, une fois
      Et les nombres du lot sont justes
      Et le total de chaque facture est la somme de ses lignes
      Et le total du lot est la somme de ses factures
      Et la clé de chaque NIR du lot est juste
      Et la clé du partenaire de santé et de chaque CIP13 du lot est juste
      Et l'officine de la session est l'émetteur du lot
      Et le lot ne dépasse pas sa taille

    @PRE-B2-18 @PRE-B2-19 @PRE-B2-20 @PRE-B2-39
    Scénario: Les dates du lot se suivent, aucune n'est à venir
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Et la vente est prescrite depuis 3 jours
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors les dates de l'ordonnance, des soins, du lot et du fichier se suivent
      Et aucune date du lot n'est à venir
      Et les soins de chaque facture sont du même jour
      Et les dates de la facture envoyée sont celles de la vente

    @PRE-B2-06 @PRE-B2-08 @PRE-B2-46 @PRE-FAC-01
    Scénario: Un lot de quarante factures
      Étant donné une vente ordinaire à EXEMPLARD
      Quand le pharmacien facture 40 fois la vente en SESAM-Vitale
      Et toutes les factures sont télétransmises
      Alors chaque facture à télétransmettre part dans un lot, une fois
      Et les nombres du lot sont justes
      Et le total du lot est la somme de ses factures
      Et chaque facture reçoit un numéro neuf

  Règle: Le lot dit la vente telle qu'elle est

    @PRE-B2-13 @PRE-B2-14 @PRE-B2-38 @PRE-FSE-06
    Plan du scénario: La facture de <personne> part pour sa caisse
      Étant donné une vente ordinaire à <personne>
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors la facture envoyée est celle du bénéficiaire de la vente
      Et chaque facture part pour la caisse de son assuré
      Et le destinataire du lot est celui de son régime
      Et chaque facture relève du destinataire de son lot

      Exemples:
        | personne          |
        | TESTARD-FICTIF    |
        | EXEMPLARD         |
        | DOYENNE-FICTIVE   |
        | CHRONIQUE-FICTIVE |
        | CHEMINOT-FICTIF   |

    @PRE-B2-14 @PRE-B2-38 @PRE-FSE-06
    Plan du scénario: La facture de <personne> part pour la caisse <caisse> du régime <regime>
      Étant donné une vente ordinaire à <personne>
      Et la vente est à la charge de la caisse <caisse> du régime <regime>
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors la facture envoyée est celle du bénéficiaire de la vente
      Et chaque facture part pour la caisse de son assuré
      Et chaque facture relève du destinataire de son lot

      Exemples: autre régime, caisses regroupées, section mutualiste
        | personne           | regime | caisse |
        | AGRICOLE-FICTIF    | 02     | 471    |
        | AGRICOLE-FICTIF    | 02     | 475    |
        | MUTUALISTE-FICTIVE | 91     | 422    |

    @PRE-B2-09 @PRE-B2-38
    Plan du scénario: L'ayant droit <personne> est facturé sous le numéro de l'assuré
      Étant donné une vente ordinaire à <personne>
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors la facture envoyée est celle du bénéficiaire de la vente
      Et la clé de chaque NIR du lot est juste

      Exemples:
        | personne       |
        | ENFANT-FICTIF  |
        | SECOND-JUMEAU  |

    @PRE-B2-40
    Plan du scénario: Le prescripteur <prescripteur> est celui de la facture
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Et la vente est prescrite par <prescripteur>
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors le prescripteur de la facture envoyée est celui de la vente

      Exemples:
        | prescripteur        |
        | PRESCRIPTEUR-FICTIF |
        | TEMOIN-PEDIATRE     |

    @PRE-B2-28 @PRE-B2-36 @PRE-B2-37
    Scénario: Chaque acte et chaque produit de la vente sont dans le lot
      Étant donné une vente à TESTARD-FICTIF :
        | acte | produit   | quantité | prix  | taux | substitution |
        | PH7  | doliprane | 2        | 2,18  | 65   |              |
        | PH7  | inexium   | 1        | 5,40  | 65   | générique    |
        | PH1  | skenan    | 1        | 12,35 | 100  |              |
        | HD7  |           | 3        | 1,02  | 65   |              |
        | HD1  |           | 1        | 1,02  | 100  |              |
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors la facture envoyée porte chaque acte et chaque produit de la vente
      Et chaque produit remis est dit par son code
      Et les montants de la facture envoyée sont ceux de la vente

  Règle: Un lot par destination et par mode

    @PRE-B2-12 @PRE-B2-42
    Plan du scénario: Facturée <mode>, la vente part dans un lot de ce mode
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture et télétransmet la vente <mode>
      Alors la facture part dans un lot de son mode
      Et la certification du lot est celle d'un mode de facturation

      Exemples:
        | mode                    |
        | en SESAM-Vitale         |
        | en SESAM-Vitale dégradé |
        | au format B2            |

    @PRE-B2-42 @PRE-B2-46 @PRE-B2-47 @PRE-B2-48
    Scénario: Deux modes font deux lots
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et le pharmacien facture la vente en SESAM-Vitale dégradé
      Et toutes les factures sont télétransmises
      Alors la télétransmission fait un lot par destinataire et par mode
      Et la facture part dans un lot de son mode
      Et chaque facture à télétransmettre part dans un lot, une fois
      Et les lots montrés sont ceux qui sont partis

    @PRE-B2-47 @PRE-B2-48 @PRE-FSE-06
    Scénario: Deux caisses font deux lots
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et une vente ordinaire à DOYENNE-FICTIVE
      Et le pharmacien facture la vente en SESAM-Vitale
      Et toutes les factures sont télétransmises
      Alors la télétransmission fait un lot par destinataire et par mode
      Et chaque facture part pour la caisse de son assuré
      Et les lots montrés sont ceux qui sont partis

    @PRE-B2-06 @PRE-B2-38 @PRE-B2-47
    Scénario: Deux assurés d'une même caisse partagent un lot
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture la vente en SESAM-Vitale
      Et une vente ordinaire à PARENTE-FICTIVE
      Et le pharmacien facture la vente en SESAM-Vitale
      Et toutes les factures sont télétransmises
      Alors la télétransmission fait un lot par destinataire et par mode
      Et la facture envoyée est celle du bénéficiaire de la vente
      Et les nombres du lot sont justes

    @PRE-B2-16 @PRE-B2-17 @PRE-FAC-02
    Scénario: Les numéros ne servent qu'une fois
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Alors aucun numéro de lot ne sert à deux contenus
      Et aucun numéro de facture ne sert deux fois dans les lots
      Et chaque lot reçoit un numéro

  Règle: L'écran dit ce qui est parti

    @PRE-B2-45 @PRE-FSE-15 @PRE-NOE-05 @PRE-NOE-16
    Scénario: Le montant montré est celui qui part
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
      Et le pharmacien consulte ses factures
      Alors le montant montré est celui de la facture envoyée
      Et les montants facturés montrés sont ceux du lot
      Et l'état montré de chaque facture suit des retours relevés
      Et consulter les factures n'envoie et ne relève rien
