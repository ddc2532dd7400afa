# Source : CTPPN du 22/01/2025, section 18 (justificatif de l'accompagnement à la prescription). Le téléservice d'accompagnement n'est pas public.
@prescripteur
Fonctionnalité: Accompagnement à la prescription des analogues du GLP-1
  Le prescripteur obtient un justificatif ; son logiciel en porte la référence, la date et le résultat, sans rien inventer.

  Contexte:
    Étant donné une ordonnance pour EXEMPLARD :
      | produit | posologie                         | durée  | quantité |
      | ozempic | 1 injection sous-cutanée par semaine | 1 mois | 1     |

  @PRE-APR-01 @PRE-APR-02 @PRE-EP4-02 @PRE-EP4-10
  Scénario: Le justificatif est porté par la ligne du médicament
    Étant donné le justificatif d'accompagnement obtenu, dans le champ de l'AMM
    Quand le prescripteur transmet l'ordonnance
    Alors l'ordonnance est enregistrée une fois et une seule
    Et le justificatif d'accompagnement est transmis tel qu'obtenu
    Et la référence d'accompagnement a sa forme, son prescripteur et son horodatage
    Et chaque ligne porte les mentions saisies

  @PRE-APR-01 @PRE-APR-04
  Scénario: En dehors du champ de l'AMM, le médicament n'est pas pris en charge
    Étant donné le justificatif d'accompagnement obtenu, en dehors du champ de l'AMM
    Quand le prescripteur transmet l'ordonnance
    Alors le justificatif d'accompagnement est transmis tel qu'obtenu
    Et le médicament hors du champ de l'AMM est transmis non remboursable

  @PRE-APR-05
  Plan du scénario: La référence est imprimée, <résultat>
    Étant donné le justificatif d'accompagnement obtenu, <résultat>
    Quand le prescripteur transmet l'ordonnance
    Et le prescripteur imprime l'ordonnance
    Alors la référence d'accompagnement est imprimée

    Exemples:
      | résultat                        |
      | dans le champ de l'AMM          |
      | en dehors du champ de l'AMM     |

  @PRE-APR-03
  Scénario: Sans accompagnement, la prescription est arrêtée
    Quand le prescripteur transmet l'ordonnance
    Alors la prescription sans accompagnement est arrêtée

  @PRE-EP4-02 @PRE-APR-01 @date:2025-01-31 @capacite:horlogeVirtuelle
  Scénario: La veille du 1er février 2025, l'accompagnement n'est pas exigé
    Quand le prescripteur transmet l'ordonnance
    Alors l'ordonnance est enregistrée une fois et une seule
    Et le justificatif d'accompagnement est transmis tel qu'obtenu

  @PRE-APR-02
  Plan du scénario: Une référence mal formée est arrêtée : <défaut>
    Étant donné la référence d'accompagnement "<référence>"
    Quand le prescripteur transmet l'ordonnance
    Alors la référence d'accompagnement qui n'est pas la sienne est arrêtée

    Exemples:
      | défaut                    | référence                |
      | sans horodatage           | APR-991000101            |
      | numéro AM trop court      | APR-99100010-1732100000  |

  @PRE-APR-02
  Scénario: La référence d'un autre prescripteur est arrêtée
    Étant donné la référence d'accompagnement d'un autre prescripteur
    Quand le prescripteur transmet l'ordonnance
    Alors la référence d'accompagnement qui n'est pas la sienne est arrêtée
