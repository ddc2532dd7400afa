# Sources : eP-MED-DM 2024.01 (contenu), SEL-SFG-023 (identifiant), CSP R. 4072-1 (opposition).
@prescripteur
Fonctionnalité: Créer une ordonnance numérique
  Le prescripteur rédige une ordonnance ; son logiciel lui donne un identifiant unique et la transmet par WS_EP4
  telle qu'elle a été saisie, sans rien perdre ni rien ajouter.

  Règle: Ce que le prescripteur saisit arrive tel quel

    @PRE-EP4-01 @PRE-EP4-02 @PRE-EP4-03 @PRE-EP4-04 @PRE-EP4-13 @PRE-EP4-14 @PRE-EP4-16 @PRE-VER-01
    Scénario: Une ordonnance d'un seul médicament
      Étant donné une ordonnance pour TESTARD-FICTIF :
        | produit   | posologie                                    | durée   | quantité | substitution |
        | doliprane | 1 comprimé 3 fois par jour pendant 5 jours   | 5 jours | 2        | substituable |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance est enregistrée une fois et une seule
      Et le message de création est conforme à son contrat
      Et l'ordonnance porte l'identité du patient telle que saisie
      Et l'ordonnance porte l'INS du patient
      Et le prescripteur transmis est le professionnel de la session
      Et le prescripteur est transmis avec son identifiant de facturation et sa structure
      Et la date de rédaction est celle du moment
      Et chaque message porte la version du paquet de la session

    @PRE-EP4-02 @PRE-EP4-06 @PRE-ID-02
    Plan du scénario: Le produit est désigné par <désignation>
      Étant donné une ordonnance pour EXEMPLARD :
        | produit   | codes   | posologie                    | durée    | quantité |
        | <produit> | <codes> | 1 prise par jour             | 10 jours | 1        |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance est enregistrée une fois et une seule
      Et chaque ligne porte le produit prescrit
      Et la clé de chaque code CIP13 est juste

      Exemples:
        | désignation                              | produit                | codes           |
        | sa spécialité (CIS)                      | levothyrox             | CIS             |
        | sa boîte (CIP13)                         | tahor                  | CIP13           |
        | sa dénomination commune                  | amoxicilline virtuelle | DC              |
        | sa dénomination commune et sa classe ATC | amoxicilline virtuelle | DC, ATC         |
        | sa spécialité, sa boîte et sa classe ATC | ventoline              | CIS, CIP13, ATC |

    @PRE-EP4-05 @PRE-EP4-06 @PRE-EP4-07 @PRE-EP4-08
    Scénario: Plusieurs lignes gardent chacune leur produit, leur posologie et leur quantité
      Étant donné une ordonnance pour DOYENNE-FICTIVE :
        | produit    | posologie                                | durée      | quantité | renouvellements |
        | levothyrox | 1 comprimé le matin à jeun               | 3 mois     | 3        | 1               |
        | tahor      | 1 comprimé le soir                       | 1 mois     | 1        | 5               |
        | inexium    | 1 comprimé par jour pendant 4 semaines   | 4 semaines | 2        |                 |
        | doliprane  | 1 comprimé si douleur, 3 par jour au plus | 8 jours   | 4        | 0               |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance porte chaque ligne saisie, et aucune autre
      Et chaque ligne porte le produit prescrit
      Et chaque ligne porte la posologie et la durée saisies
      Et chaque ligne porte la quantité et les renouvellements saisis

    @PRE-EP4-05 @PRE-EP4-07
    Scénario: Le même produit sur deux lignes reste sur deux lignes
      Étant donné une ordonnance pour EXEMPLARD :
        | produit | posologie                             | durée    | quantité | toutes lettres                                         |
        | skenan  | 1 gélule matin et soir                | 7 jours  | 1        | dix milligrammes, une gélule par prise, deux prises    |
        | skenan  | 2 gélules matin et soir               | 14 jours | 2        | dix milligrammes, deux gélules par prise, deux prises  |
      Et que l'ordonnance est de genre ordonnance sécurisée
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance porte chaque ligne saisie, et aucune autre
      Et chaque ligne porte la posologie et la durée saisies

    @PRE-EP4-07
    Scénario: Une posologie longue, avec des signes réservés, arrive entière
      Étant donné une ordonnance pour EXEMPLARD :
        | produit   | posologie | durée   | quantité |
        | doliprane | 1 comprimé le matin, 1 à midi et 1 le soir si la température dépasse 38,5 °C (T > 38,5) & si la douleur persiste ; espacer les prises de 6 heures au moins ; chez l'adulte de moins de 50 kg (poids < 50), 2 prises par jour seulement ; arrêter au bout de 5 jours et reconsulter si la fièvre ne cède pas, en apportant cette ordonnance | 5 jours | 2 |
      Quand le prescripteur transmet l'ordonnance
      Alors chaque ligne porte la posologie et la durée saisies

    @PRE-EP4-09
    Scénario: La mention « non substituable » part avec son motif, sur sa ligne seulement
      Étant donné une ordonnance pour TESTARD-FICTIF :
        | produit    | posologie                  | durée  | quantité | substitution     | motif                             |
        | levothyrox | 1 comprimé le matin à jeun | 3 mois | 3        | non substituable | Marge thérapeutique étroite (MTE) |
        | inexium    | 1 comprimé par jour        | 1 mois | 1        | substituable     |                                   |
        | doliprane  | 1 comprimé si douleur      | 5 jours | 1       |                  |                                   |
      Quand le prescripteur transmet l'ordonnance
      Alors chaque ligne porte la mention de substitution saisie

    @PRE-EP4-10
    Plan du scénario: La ligne porte la mention <mention>
      Étant donné une ordonnance pour EXEMPLARD :
        | produit   | posologie           | durée   | quantité | mentions  |
        | <produit> | 1 prise par jour    | 30 jours | 1       | <mention> |
        | doliprane | 1 comprimé si besoin | 5 jours | 1       |           |
      Quand le prescripteur transmet l'ordonnance
      Alors chaque ligne porte les mentions saisies

      Exemples:
        | produit  | mention           |
        | tahor    | ALD               |
        | inexium  | AT/MP             |
        | tahor    | prévention        |
        | inexium  | non remboursable  |
        | clamoxyl | hors AMM          |
        | inexium  | ALD, AT/MP        |

    @PRE-EP4-11 @PRE-EP4-02
    Plan du scénario: L'ordonnance est de genre <genre>
      Étant donné une ordonnance pour DOYENNE-FICTIVE :
        | produit   | posologie              | durée    | quantité | toutes lettres                                      |
        | <produit> | selon le schéma remis  | 28 jours | 1        | dix milligrammes, une unité par prise, deux prises  |
      Et que l'ordonnance est de genre <genre>
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance est enregistrée une fois et une seule
      Et l'ordonnance porte les genres saisis

      Exemples:
        | genre                   | produit   |
        | à domicile              | doliprane |
        | en urgence              | ventoline |
        | bizone                  | tahor     |
        | médicament d'exception  | tahor     |
        | ordonnance sécurisée    | skenan    |
        | affection militaire     | inexium   |

    @PRE-EP4-11
    Scénario: Une ordonnance peut porter plusieurs genres
      Étant donné une ordonnance pour DOYENNE-FICTIVE :
        | produit | posologie              | durée   | quantité | toutes lettres                                      |
        | skenan  | 1 gélule matin et soir | 7 jours | 1        | dix milligrammes, une gélule par prise, deux prises |
      Et que l'ordonnance est de genre ordonnance sécurisée
      Et que l'ordonnance est de genre à domicile
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance porte les genres saisis

    @PRE-EP4-05 @PRE-EP4-06 @PRE-EP4-08 @capacite:dispositifsMedicaux
    Scénario: Un médicament et des dispositifs médicaux sur la même ordonnance
      Étant donné une ordonnance pour DOYENNE-FICTIVE :
        | produit   | posologie                          | durée   | quantité |
        | doliprane | 1 comprimé 3 fois par jour         | 5 jours | 2        |
        | canne     |                                    |         | 1        |
        | pansement | 1 pansement tous les 3 jours       |         | 2        |
      Et que l'ordonnance est de genre grand appareillage
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance porte chaque ligne saisie, et aucune autre
      Et chaque ligne porte le produit prescrit
      Et chaque ligne porte la quantité et les renouvellements saisis

    @PRE-DEC-01
    Plan du scénario: Le patient <choix>
      Étant donné une ordonnance pour TESTARD-FICTIF :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Et que <préparation>
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance porte l'opposition telle qu'enregistrée

      Exemples:
        | choix                                            | préparation                                                    |
        | s'oppose à la consultation des données           | le patient s'oppose à la consultation des données d'exécution   |
        | ne s'oppose pas à la consultation des données    | le patient accepte la consultation des données d'exécution      |

    @PRE-EP4-15 @PRE-EP4-13 @PRE-ID-03 @capacite:remplacement
    Scénario: Un remplaçant rédige au nom du médecin remplacé
      Étant donné une ordonnance pour EXEMPLARD :
        | produit  | posologie                  | durée   | quantité |
        | clamoxyl | 1 comprimé matin et soir   | 6 jours | 1        |
      Et que l'ordonnance est rédigée par un remplaçant
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance porte le RPPS du remplaçant quand il y en a un
      Et le prescripteur transmis est le professionnel de la session
      Et la clé de chaque numéro RPPS est juste

    @PRE-EP4-15
    Scénario: Sans remplaçant, aucun second RPPS n'est transmis
      Étant donné une ordonnance pour EXEMPLARD :
        | produit  | posologie                  | durée   | quantité |
        | clamoxyl | 1 comprimé matin et soir   | 6 jours | 1        |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance porte le RPPS du remplaçant quand il y en a un

  Règle: L'identité du patient est transmise sans être retouchée

    @PRE-EP4-02 @PRE-EP4-03 @PRE-EP4-04 @EF_EP04.01 @PRE-ID-01
    Plan du scénario: Le patient a <particularité>
      Étant donné une ordonnance pour <patient> :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance est enregistrée une fois et une seule
      Et l'ordonnance porte l'identité du patient telle que saisie
      Et l'ordonnance porte l'INS du patient
      Et le nom de famille du patient est transmis
      Et la clé de chaque matricule INS est juste

      Exemples:
        | particularité                              | patient              |
        | des apostrophes dans son nom               | D'ESSAI DE L'EXEMPLE |
        | un prénom à trait d'union                  | PATIENTE-INVENTEE    |
        | un matricule de Corse-du-Sud (2A)          | TESTINACCI           |
        | un matricule de Haute-Corse (2B)           | ESSAINELLI           |
        | un nom d'usage autre que son nom de famille | NAISSANCE-FICTIVE   |
        | une date de naissance lunaire              | LUNAIRE-FICTIF       |
        | quelques mois                              | BEBE-FICTIF          |
        | un nom et un prénom très longs             | LONGUEMENT-FICTIVE DE LA TRES LONGUE INVENTION-NOMMEE |

  Règle: Chaque ordonnance a son identifiant, et le garde

    @EF_EP02.02 @EF_EP403.02 @PRE-EP4-12 @PRE-EP4-02
    Scénario: Trois ordonnances de suite reçoivent trois identifiants
      Étant donné une ordonnance pour TESTARD-FICTIF :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Quand le prescripteur transmet l'ordonnance
      Et le prescripteur transmet l'ordonnance
      Étant donné une ordonnance pour EXEMPLARD :
        | produit   | posologie             | durée   | quantité |
        | ventoline | 2 bouffées si besoin  | 1 mois  | 1        |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance est enregistrée une fois et une seule
      Et l'identifiant de l'ordonnance compte 18 chiffres ou majuscules
      Et aucun identifiant d'ordonnance ne sert deux fois
      Et l'identifiant montré est celui qui a été transmis

    @PRE-EP4-03 @PRE-EP4-06 @PRE-EP4-10 @PRE-DEC-01
    Scénario: Rien d'une ordonnance ne déborde sur la suivante
      Étant donné une ordonnance pour TESTARD-FICTIF :
        | produit | posologie          | durée  | quantité | mentions |
        | tahor   | 1 comprimé le soir | 3 mois | 3        | ALD      |
      Et que le patient s'oppose à la consultation des données d'exécution
      Quand le prescripteur transmet l'ordonnance
      Étant donné une ordonnance pour ESSAINELLI :
        | produit  | posologie                | durée   | quantité |
        | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance porte l'identité du patient telle que saisie
      Et chaque ligne porte le produit prescrit
      Et chaque ligne porte les mentions saisies
      Et l'ordonnance porte l'opposition telle qu'enregistrée

    @PRE-EP4-16 @capacite:horlogeVirtuelle
    Scénario: La date de rédaction suit l'heure
      Étant donné une ordonnance pour TESTARD-FICTIF :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Quand le prescripteur transmet l'ordonnance
      Et 1500 minutes passent
      Et le prescripteur transmet l'ordonnance
      Alors la date de rédaction est celle du moment
