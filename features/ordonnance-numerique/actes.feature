# Sources : CTPPN du 22/01/2025, annexes (répartition par type de prescription) ; cases de l'écran de création (Weda-Helper). Noms de fil supposés.
@prescripteur @capacite:actesParamedicaux
Fonctionnalité: Prescrire des actes
  Biologie, masseur-kinésithérapeute, infirmier, pédicure, orthophoniste, orthoptiste : l'ordonnance numérique porte aussi des
  actes, avec leurs séances, sans code de médicament, un type de prescription à la fois.

  Règle: Chaque type d'acte part comme tel

    @PRE-EP4-02 @PRE-EP4-05 @PRE-EP4-06 @PRE-ACT-01 @PRE-ACT-02 @PRE-ACT-03
    Plan du scénario: Une ordonnance pour <destinataire>
      Étant donné une ordonnance pour EXEMPLARD :
        | acte   | séances   | précisions   |
        | <acte> | <séances> | <précisions> |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance est enregistrée une fois et une seule
      Et l'ordonnance porte chaque ligne saisie, et aucune autre
      Et chaque ligne porte le produit prescrit
      Et aucune ligne d'acte ne porte de code de produit
      Et chaque ligne d'acte porte son nombre de séances
      Et l'ordonnance ne porte qu'un type de prescription

      Exemples:
        | destinataire              | acte                | séances | précisions                          |
        | un masseur-kinésithérapeute | kinésithérapie    | 15      | deux séances par semaine            |
        | un infirmier              | injection           | 30      | une injection par jour              |
        | un pédicure-podologue     | pédicurie           | 5       | pied diabétique, grade 2            |
        | un orthophoniste          | orthophonie         | 1       | bilan d'abord                       |
        | un orthoptiste            | orthoptie           | 12      |                                     |
        | un laboratoire            | numération sanguine |         | à jeun, dans la semaine             |

    @PRE-EP4-05 @PRE-EP4-06 @PRE-EP4-07 @PRE-ACT-02
    Scénario: Plusieurs examens de biologie sur la même ordonnance
      Étant donné une ordonnance pour DOYENNE-FICTIVE :
        | acte                | précisions              |
        | numération sanguine | à renouveler si anémie  |
        | glycémie            | à jeun depuis 12 heures |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance porte chaque ligne saisie, et aucune autre
      Et chaque ligne porte le produit prescrit
      Et chaque ligne porte la posologie et la durée saisies
      Et chaque ligne d'acte porte son nombre de séances

  Règle: Le contexte de la demande est gardé

    @PRE-EP4-11 @PRE-ACT-02
    Plan du scénario: Des soins <contexte>
      Étant donné une ordonnance pour DOYENNE-FICTIVE :
        | acte   | séances | précisions   |
        | <acte> | 20      | tous les jours |
      Et que l'ordonnance est de genre <genre>
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance porte les genres saisis
      Et chaque ligne d'acte porte son nombre de séances

      Exemples:
        | contexte    | acte                       | genre      |
        | au domicile | kinésithérapie à domicile  | à domicile |
        | en urgence  | injection                  | en urgence |

    @PRE-EP4-10
    Scénario: Des soins de prévention
      Étant donné une ordonnance pour EXEMPLARD :
        | acte      | séances | mentions   |
        | pédicurie | 5       | prévention |
      Quand le prescripteur transmet l'ordonnance
      Alors chaque ligne porte les mentions saisies

    @PRE-EP4-10 @PRE-EP4-11
    Scénario: Deux zones, l'une en rapport avec l'ALD et l'autre non
      Étant donné une ordonnance pour DOYENNE-FICTIVE :
        | acte           | séances | mentions |
        | pansement      | 10      | ALD      |
        | injection      | 5       |          |
      Et que l'ordonnance est de genre bizone
      Quand le prescripteur transmet l'ordonnance
      Alors chaque ligne porte les mentions saisies
      Et l'ordonnance porte les genres saisis

  Règle: Ce qui n'est pas une ordonnance numérique n'est pas transmis

    @PRE-ACT-03
    Scénario: Un médicament et des séances demandés ensemble
      Étant donné une ordonnance pour EXEMPLARD :
        | acte           | séances | produit   | posologie             | durée   | quantité |
        | kinésithérapie | 10      |           |                       |         |          |
        |                |         | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Quand le prescripteur transmet l'ordonnance
      Alors les types de prescription mêlés sont arrêtés

    @PRE-ACT-04
    Plan du scénario: Une prescription <nature> reste sur papier
      Étant donné une ordonnance pour EXEMPLARD :
        | acte   | séances |
        | <acte> |         |
      Quand le prescripteur transmet l'ordonnance
      Alors la prescription non éligible n'est pas transmise

      Exemples:
        | nature                       | acte         |
        | d'imagerie                   | radiographie |
        | d'accompagnement psychologique | psychologue |

    @PRE-EP4-02 @PRE-EP4-05 @PRE-ACT-01
    Scénario: Après une ordonnance de médicaments, l'ordonnance d'actes ne garde rien d'elle
      Étant donné une ordonnance pour EXEMPLARD :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Quand le prescripteur transmet l'ordonnance
      Étant donné une ordonnance pour EXEMPLARD :
        | acte      | séances |
        | orthoptie | 12      |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance est enregistrée une fois et une seule
      Et l'ordonnance porte chaque ligne saisie, et aucune autre
      Et aucune ligne d'acte ne porte de code de produit
