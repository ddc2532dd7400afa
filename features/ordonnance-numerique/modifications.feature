# Sources : annexes V3 de la CTPPN du 22 janvier 2025 (modifications, produits non prescrits, prescrits non remboursés, données d'autres
# systèmes) ; accord du prescripteur, date de la modification et date de délivrance : pharmaciens13.info et pharmaprat.fr.
@officine @V3
Fonctionnalité: Déclarer ce que le pharmacien change ou ajoute
  Une modification porte ce qui l'autorise et ses dates ; ce qui n'est pas prescrit, pas remboursé ou fourni par un autre système le dit.

  Contexte:
    Étant donné l'ordonnance numérique de DOYENNE-FICTIVE, rédigée il y a 5 jours :
      | produit    | posologie                  | durée  | quantité | mentions         |
      | levothyrox | 1 comprimé le matin à jeun | 1 mois | 1        |                  |
      | inexium    | 1 comprimé par jour        | 1 mois | 1        |                  |
      | ventoline  | 2 bouffées si besoin       | 1 mois | 1        | non remboursable |

  Règle: Une modification est déclarée avec ce qui l'autorise

    @PRE-CTPPN-10 @PRE-OFF-04 @PRE-EP1-01
    Scénario: La posologie est adaptée après l'accord du prescripteur
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité | modification      | fondement              | accord | le          | posologie               |
        | 1     | 1        | posologie adaptée | accord du prescripteur | hier   | aujourd'hui | 1 demi-comprimé le matin |
        | 2     | 1        |                   |                        |        |             |                         |
      Alors chaque modification est déclarée sur sa ligne
      Et les dates de l'accord et de la modification sont celles qui ont été saisies
      Et le message d'exécution est conforme à son contrat

    @PRE-CTPPN-10 @PRE-OFF-04
    Scénario: Le pharmacien correspondant renouvelle un traitement
      Étant donné que le patient a désigné le pharmacien comme pharmacien correspondant
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité | modification   | fondement                | renouvellements |
        | 1     | 1        | renouvellement | pharmacien correspondant | 1               |
      Alors chaque modification est déclarée sur sa ligne
      Et les dates de l'accord et de la modification sont celles qui ont été saisies

    @PRE-EP3-08 @PRE-EP1-15 @PRE-EP1-08
    Scénario: Ce que le pharmacien correspondant a renouvelé peut être délivré
      Étant donné que le patient a désigné le pharmacien comme pharmacien correspondant
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité | modification   | fondement                | renouvellements |
        | 1     | 1        | renouvellement | pharmacien correspondant | 1               |
      Et le pharmacien consulte l'ordonnance lue
      Alors le reste à délivrer affiché est celui du téléservice
      Quand le pharmacien délivre :
        | ligne | quantité |
        | 1     | 1        |
      Alors aucune exécution ne dépasse le reste à délivrer
      Et le statut de chaque ligne dit ce qui a été délivré

    @PRE-CTPPN-10 @PRE-OFF-04 @PRE-EP1-09
    Scénario: Le produit est changé avec l'accord du prescripteur
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | produit | quantité | modification   | fondement              | accord      | substitution |
        | 2     | tahor   | 1        | produit changé | accord du prescripteur | aujourd'hui | molécule     |
      Alors chaque modification est déclarée sur sa ligne
      Et les dates de l'accord et de la modification sont celles qui ont été saisies
      Et chaque ligne déclare le produit remis

    @PRE-OFF-10
    Scénario: Sans accord daté, la modification est arrêtée
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité | modification      | fondement              | posologie               |
        | 1     | 1        | posologie adaptée | accord du prescripteur | 1 demi-comprimé le matin |
      Alors la modification sans titre est arrêtée au comptoir

    @PRE-OFF-10
    Scénario: Une officine que le patient n'a pas désignée ne renouvelle pas
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité | modification   | fondement                | renouvellements |
        | 1     | 1        | renouvellement | pharmacien correspondant | 1               |
      Alors la modification sans titre est arrêtée au comptoir

  Règle: Ce qui s'ajoute à la prescription est déclaré à part

    @PRE-OFF-05 @PRE-EP1-07 @PRE-EP6-07 @PRE-CTPPN-07
    Scénario: Un produit non prescrit est remis en même temps
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre, avec 2 doliprane hors prescription :
        | ligne | quantité |
        | 1     | 1        |
      Et la facturation suit son cours jusqu'à sa transmission
      Alors les produits non prescrits sont déclarés à part
      Et l'exécution déclare chaque ligne traitée, et aucune autre
      Et la facturation est transmise par WS_EP6
      Et la facture dit les lignes délivrées et remboursables, et elles seules

    @PRE-OFF-06 @PRE-EP6-07 @PRE-CTPPN-07
    Scénario: Une ligne prescrite et non remboursable n'est pas facturée
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité |
        | 1     | 1        |
        | 3     | 1        |
      Et la facturation suit son cours jusqu'à sa transmission
      Alors chaque ligne non remboursée est déclarée comme telle, et elle seule
      Et la facturation est transmise par WS_EP6
      Et la facture dit les lignes délivrées et remboursables, et elles seules

    @PRE-OFF-06 @PRE-CTPPN-01
    Scénario: Le patient préfère ne pas se faire rembourser une ligne
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité | remboursement |
        | 1     | 1        |               |
        | 2     | 1        | non remboursé |
      Alors l'exécution est transmise dès la délivrance
      Et chaque ligne non remboursée est déclarée comme telle, et elle seule

    @PRE-OFF-08
    Scénario: La préparation des doses vient d'un automate
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité | origine                  |
        | 1     | 1        | automate de préparation  |
        | 2     | 1        |                          |
      Alors l'origine des données fournies par un autre système est gardée
