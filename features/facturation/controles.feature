# Sources : nomenclature des actes de pharmacie (SNDS IR_NAT_V), règles de calcul et exonérations (FIDES, formats.md 1.9 à 1.13) ; taux d'Alsace-Moselle supposé.
@officine @session:messagerie @capacite:teletransmission
Fonctionnalité: Facturer juste
  Taux, exonérations, honoraires et arrondis : ce que la caisse recalculera est juste dès le lot, et ce qu'elle refuserait s'arrête au comptoir.

  @PRE-B2-21 @PRE-B2-22 @PRE-B2-37
  Plan du scénario: Le code <acte> est facturé à son taux
    Étant donné une vente à TESTARD-FICTIF :
      | acte   | produit   | quantité | prix   | taux   |
      | <acte> | doliprane | 1        | <prix> | <taux> |
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors le taux de chaque ligne est celui de son acte
    Et les montants de la facture envoyée sont ceux de la vente
    Et les montants de chaque ligne découlent de son prix et de son taux

    Exemples:
      | acte | prix  | taux |
      | PH7  | 4,36  | 65   |
      | PH4  | 3,11  | 30   |
      | PH2  | 6,02  | 15   |
      | PH1  | 87,45 | 100  |
      | MX7  | 61,20 | 65   |

  @PRE-B2-07 @PRE-B2-25
  Plan du scénario: L'honoraire <honoraire> accompagne un produit de son taux
    Étant donné une vente à TESTARD-FICTIF :
      | acte        | produit   | quantité | prix | taux   |
      | <acte>      | doliprane | 2        | 4,36 | <taux> |
      | <honoraire> |           | 2        | 1,02 | <taux> |
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors chaque honoraire accompagne un produit
    Et le total de chaque facture est la somme de ses lignes

    Exemples:
      | acte | honoraire | taux |
      | PH7  | HD7       | 65   |
      | PH4  | HD4       | 30   |
      | PH1  | HD1       | 100  |
      | PH7  | HG7       | 65   |

  @PRE-B2-23 @PRE-B2-37 @PRE-B2-41
  Plan du scénario: L'exonération au titre <titre> porte la prise en charge à 100 %
    Étant donné une vente ordinaire à CHRONIQUE-FICTIVE
    Et la vente est exonérée au titre <titre>
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors chaque ligne exonérée est prise en charge à 100 %
    Et les droits de la facture envoyée sont ceux de la vente
    Et les montants de la facture envoyée sont ceux de la vente

    Exemples:
      | titre                 |
      | de l'ALD              |
      | d'un acte coûteux     |
      | de soins particuliers |
      | d'un régime exonérant |
      | de la prévention      |
      | de l'ASPA             |

  @PRE-B2-37 @PRE-B2-41
  Plan du scénario: La vente relève de <nature>
    Étant donné une vente ordinaire à TESTARD-FICTIF
    Et la vente relève de <nature>
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors les droits de la facture envoyée sont ceux de la vente
    Et les montants de la facture envoyée sont ceux de la vente

    Exemples:
      | nature                |
      | l'Alsace-Moselle      |
      | la maternité          |
      | l'accident du travail |
      | la prévention         |

  @PRE-B2-21 @PRE-B2-37 @PRE-B2-45
  Plan du scénario: <quantité> à <prix> : la part de l'assurance maladie est juste au centime
    Étant donné une vente à TESTARD-FICTIF :
      | acte | produit   | quantité   | prix   | taux |
      | PH7  | doliprane | <quantité> | <prix> | 65   |
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors les montants de la facture envoyée sont ceux de la vente
    Et les montants de chaque ligne découlent de son prix et de son taux
    Et le montant montré est celui de la facture envoyée

    Exemples: demi-centime, petit montant, grand montant
      | quantité | prix    |
      | 1        | 0,10    |
      | 3        | 1,17    |
      | 1        | 0,01    |
      | 12       | 4321,99 |

  @PRE-B2-41
  Plan du scénario: Le règlement va à <payé>
    Étant donné une vente ordinaire à TESTARD-FICTIF
    Et <vente>
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors les droits de la facture envoyée sont ceux de la vente

    Exemples:
      | payé       | vente                               |
      | l'assuré   | le patient règle la vente           |
      | l'officine | la caisse règle la vente |

  @PRE-B2-24 @PRE-B2-25 @PRE-B2-36
  Scénario: Une ordonnance complexe porte son honoraire
    Étant donné une vente à TESTARD-FICTIF :
      | acte | produit    | quantité | prix | taux |
      | PH7  | doliprane  | 1        | 2,18 | 65   |
      | PH7  | inexium    | 1        | 5,40 | 65   |
      | PH7  | levothyrox | 1        | 2,59 | 65   |
      | PH7  | tahor      | 1        | 6,83 | 65   |
      | PH7  | ventoline  | 1        | 4,56 | 65   |
      | HD7  |            | 5        | 1,02 | 65   |
      | HC   |            | 1        | 0,31 | 65   |
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors chaque honoraire accompagne un produit
    Et la facture envoyée porte chaque acte et chaque produit de la vente
    Et chaque code acte facturé vaut à la date des soins

  # CTPPN du 22/01/2025, section 15 : un titre sans réponse. La compatibilité retenue est supposée.
  @PRE-B2-26 @PRE-B2-36
  Scénario: Délivrer en urgence, hors des heures ouvrables
    Étant donné une vente à TESTARD-FICTIF :
      | acte | produit   | quantité | prix | taux |
      | PH7  | doliprane | 1        | 2,18 | 65   |
      | HD7  |           | 1        | 1,02 | 65   |
      | UPH  |           | 1        | 8,00 | 65   |
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Alors UPH est facturé une fois, avec un produit
    Et la facture envoyée porte chaque acte et chaque produit de la vente

  Règle: Ce que la caisse refuserait s'arrête au comptoir

    @PRE-FSE-16
    Plan du scénario: <faute> : la vente est arrêtée
      Étant donné une vente à TESTARD-FICTIF :
        | acte   | produit   | quantité   | prix | taux |
        | <acte> | <produit> | <quantité> | 8,00 | 65   |
      Quand le pharmacien facture la vente en SESAM-Vitale
      Alors la vente impossible est arrêtée au comptoir

      Exemples:
        | faute                           | acte | produit   | quantité |
        | une urgence sans produit        | UPH  |           | 1        |
        | un honoraire sans produit       | HD7  |           | 1        |
        | une garde versée par la caisse  | GPN  |           | 1        |
        | un code clos depuis 2007        | PG7  | doliprane | 1        |
        | cent boîtes en une ligne        | PH7  | doliprane | 100      |
        | un non remboursable seul        | PHN  | doliprane | 1        |
        | un suivi à distance sans entretien | TPH |         | 1        |

    @PRE-FSE-16
    Scénario: Un entretien ne se facture pas avec des produits
      Étant donné une vente à TESTARD-FICTIF :
        | acte | produit   | quantité | prix  | taux |
        | PH7  | doliprane | 1        | 2,18  | 65   |
        | ASI  |           | 1        | 20,00 | 65   |
      Quand le pharmacien facture la vente en SESAM-Vitale
      Alors la vente impossible est arrêtée au comptoir

    @PRE-FSE-16
    Scénario: L'urgence ne se facture qu'une fois
      Étant donné une vente à TESTARD-FICTIF :
        | acte | produit   | quantité | prix | taux |
        | PH7  | doliprane | 1        | 2,18 | 65   |
        | UPH  |           | 2        | 8,00 | 65   |
      Quand le pharmacien facture la vente en SESAM-Vitale
      Alors la vente impossible est arrêtée au comptoir

    @PRE-FSE-16
    Scénario: Une clé de NIR fausse arrête la vente
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Et la clé du numéro de l'assuré est fausse
      Quand le pharmacien facture la vente en SESAM-Vitale
      Alors la vente impossible est arrêtée au comptoir

    @PRE-FSE-16
    Scénario: Plus d'honoraires que de boîtes
      Étant donné une vente à TESTARD-FICTIF :
        | acte | produit   | quantité | prix | taux |
        | PH7  | doliprane | 1        | 2,18 | 65   |
        | HD7  |           | 3        | 1,02 | 65   |
      Quand le pharmacien facture la vente en SESAM-Vitale
      Alors la vente impossible est arrêtée au comptoir

    @PRE-FSE-16
    Scénario: Une délivrance à venir ne se facture pas
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Et la vente est délivrée depuis -1 jours
      Quand le pharmacien facture la vente en SESAM-Vitale
      Alors la vente impossible est arrêtée au comptoir

    @PRE-FSE-16
    Scénario: Une ordonnance postérieure à la délivrance ne se facture pas
      Étant donné une vente ordinaire à TESTARD-FICTIF
      Et la vente est prescrite depuis -1 jours
      Quand le pharmacien facture la vente en SESAM-Vitale
      Alors la vente impossible est arrêtée au comptoir
