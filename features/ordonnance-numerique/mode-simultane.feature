# Source : 000_f37ea90dc7ea625a.txt (CTPPN du 22 janvier 2025), annexes, « Création d'un mode de transmission séquentiel », mode simultané.
@officine @V3 @capacite:modeSimultane
Fonctionnalité: Transmettre en mode simultané avec le paquet V3
  La V3 connaît les deux modes. Réglé en simultané, le logiciel fait un envoi unique par WS_EP1 : exécution, modifications et facturation.

  Contexte:
    Étant donné l'ordonnance numérique de TESTARD-FICTIF :
      | produit  | posologie                | durée   | quantité | renouvellements |
      | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        | 1               |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue

  @PRE-CTPPN-03 @PRE-CTPPN-05 @PRE-EP6-06 @PRE-EP6-07 @PRE-FAC-01 @PRE-FAC-02
  Scénario: Un seul envoi, après l'ARL positif
    Quand le pharmacien délivre toute l'ordonnance
    Et le pharmacien facture la délivrance en SESAM-Vitale
    Et la facture est mise en lot
    Alors aucune exécution n'est transmise avant l'ARL positif
    Quand l'ARL du lot est positif
    Alors l'exécution est transmise après l'ARL positif
    Et l'exécution porte sa facturation
    Et aucune facturation ne part à part de l'exécution
    Et la facture dit les lignes délivrées et remboursables, et elles seules
    Et chaque facture reçoit un numéro neuf
    Et chaque lot reçoit un numéro

  @PRE-CTPPN-04 @PRE-CTPPN-05 @PRE-EP6-06
  Plan du scénario: Facturée <mode>, l'exécution part à la mise en lot avec sa facturation
    Quand le pharmacien délivre toute l'ordonnance
    Et le pharmacien facture la délivrance <mode>
    Alors aucune exécution n'est transmise avant la mise en lot
    Quand la facture est mise en lot
    Alors l'exécution est transmise après la mise en lot
    Et l'exécution porte sa facturation
    Et aucune facturation ne part à part de l'exécution

    Exemples:
      | mode                    |
      | en SESAM-Vitale dégradé |
      | au format B2            |

  @PRE-CTPPN-06 @PRE-EP6-06
  Scénario: Un ARL négatif retient l'exécution et sa facturation
    Quand le pharmacien délivre toute l'ordonnance
    Et le pharmacien facture la délivrance en SESAM-Vitale
    Et la facture est mise en lot
    Et l'ARL du lot est négatif
    Alors aucune exécution n'est transmise après un ARL négatif
    Et aucune facturation ne part à part de l'exécution

  @PRE-CTPPN-03 @PRE-CTPPN-05 @PRE-CTPPN-10 @PRE-OFF-04 @PRE-EP6-06
  Scénario: Les modifications partent dans le même envoi
    Quand le pharmacien délivre :
      | ligne | quantité | modification      | fondement              | accord      | posologie           |
      | 1     | 1        | posologie adaptée | accord du prescripteur | aujourd'hui | 1 comprimé le matin |
    Et la délivrance suit son cours jusqu'à sa transmission
    Alors l'exécution est transmise après l'ARL positif
    Et l'exécution porte sa facturation
    Et chaque modification est déclarée sur sa ligne
    Et les dates de l'accord et de la modification sont celles qui ont été saisies
    Et aucune facturation ne part à part de l'exécution

  @PRE-EP1-07 @PRE-EP1-12 @PRE-EP1-14
  Scénario: Une délivrance où rien n'est remis n'attend aucune facture
    Quand le pharmacien délivre :
      | ligne | non délivrée |
      | 1     | rupture      |
    Alors l'exécution déclare chaque ligne traitée, et aucune autre
    Et chaque ligne non délivrée est déclarée avec son motif, et elles seules
    Et chaque délivrance est déclarée une fois et une seule
