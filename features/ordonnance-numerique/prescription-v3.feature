# Sources : CTPPN du 22/01/2025, annexe « évolutions majeures de la V3 » ; décret 2021-1631 et arrêtés du 13/12/2021 et de novembre 2023 (mentions).
@prescripteur @V3
Fonctionnalité: Ce que la V3 ajoute à la prescription
  Dispensation conditionnelle d'un antibiotique et secret.

  @PRE-DCA-01 @PRE-DCA-02 @PRE-EP4-02
  Plan du scénario: Un antibiotique à délivrer si <test> est positif
    Étant donné une ordonnance pour TESTARD-FICTIF :
      | produit   | posologie                | durée   | quantité | condition   |
      | clamoxyl  | 1 comprimé matin et soir | 6 jours | 1        | <condition> |
      | doliprane | 1 comprimé si douleur    | 5 jours | 1        |             |
    Quand le prescripteur transmet l'ordonnance
    Et le prescripteur imprime l'ordonnance
    Alors l'ordonnance est enregistrée une fois et une seule
    Et la condition de dispensation est transmise
    Et la condition de dispensation est imprimée

    Exemples:
      | test                    | condition           |
      | le test de l'angine     | TROD angine         |
      | la bandelette urinaire  | bandelette urinaire |

  @PRE-SCT-01 @PRE-EP4-02
  Plan du scénario: Le secret est transmis : <raison>
    Étant donné une ordonnance pour TESTARD-FICTIF :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 5 jours | 1        |
    Et que <préparation>
    Quand le prescripteur transmet l'ordonnance
    Alors l'ordonnance est enregistrée une fois et une seule
    Et le secret demandé est transmis

    Exemples:
      | raison                    | préparation                                                              |
      | le patient le demande     | le patient demande le secret                                             |
      | l'anonymat de l'IVG       | la patiente demande l'anonymat de l'interruption volontaire de grossesse |

  @PRE-SCT-01
  Scénario: Le secret d'une ordonnance n'est pas celui de la suivante
    Étant donné une ordonnance pour TESTARD-FICTIF :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 5 jours | 1        |
    Et que le patient demande le secret
    Quand le prescripteur transmet l'ordonnance
    Étant donné une ordonnance pour TESTARD-FICTIF :
      | produit   | posologie            | durée  | quantité |
      | ventoline | 2 bouffées si besoin | 1 mois | 1        |
    Quand le prescripteur transmet l'ordonnance
    Alors le secret demandé est transmis
