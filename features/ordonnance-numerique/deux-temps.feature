# Sources : annexes V3 de la CTPPN du 22 janvier 2025 (exécution en deux temps ; consultation des ordonnances exécutées ; « donner aux autres
# exécutants le statut d'exécution de l'ordonnance en temps réel » ; « la même ordonnance chez deux exécutants différents le même jour »).
@officine @V3
Fonctionnalité: Exécuter en deux temps, à plusieurs officines
  La base est alimentée dès la délivrance : une autre officine voit aussitôt ce qui a été fait, et ce qui reste.

  @PRE-OFF-14 @PRE-EP3-10 @PRE-EP3-08
  Scénario: L'exécution faite par une autre officine se voit aussitôt, facturée ou non
    Étant donné l'ordonnance numérique de EXEMPLARD :
      | produit  | posologie                | durée    | quantité |
      | clamoxyl | 1 comprimé matin et soir | 12 jours | 3        |
    Et qu'une autre officine a délivré :
      | ligne | quantité |
      | 1     | 1        |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Alors les exécutions connues de la base sont affichées
    Et l'état affiché est celui du téléservice
    Et le reste à délivrer affiché est celui du téléservice

  @PRE-OFF-14 @PRE-EP3-10
  Scénario: Une ordonnance exécutée et facturée ailleurs s'affiche avec son exécution
    Étant donné l'ordonnance numérique de EXEMPLARD :
      | produit   | posologie             | durée   | quantité |
      | tahor     | 1 comprimé le soir    | 1 mois  | 1        |
      | doliprane | 1 comprimé si douleur | 5 jours | 2        |
    Et qu'une autre officine a délivré et facturé toute l'ordonnance
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Alors les exécutions connues de la base sont affichées
    Et l'état affiché est celui du téléservice

  @PRE-OFF-14 @PRE-CTPPN-01
  Scénario: L'exécution du matin est dans la base à midi, sa facture pas encore
    Étant donné l'ordonnance numérique de DOYENNE-FICTIVE :
      | produit | posologie          | durée  | quantité | renouvellements |
      | tahor   | 1 comprimé le soir | 1 mois | 1        | 2               |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance
    Alors l'exécution est transmise dès la délivrance
    Quand le pharmacien consulte l'ordonnance lue
    Alors les exécutions connues de la base sont affichées

  @PRE-OFF-14 @PRE-CTPPN-07
  Scénario: Une fois la facturation transmise, l'exécution s'affiche facturée
    Étant donné l'ordonnance numérique de DOYENNE-FICTIVE :
      | produit | posologie          | durée  | quantité | renouvellements |
      | tahor   | 1 comprimé le soir | 1 mois | 1        | 2               |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance
    Et la facturation suit son cours jusqu'à sa transmission
    Alors la facturation est transmise par WS_EP6
    Quand le pharmacien consulte l'ordonnance lue
    Alors les exécutions connues de la base sont affichées

  @PRE-EP1-20 @PRE-EP1-22 @PRE-TLSI-30
  Scénario: La même ordonnance présentée le même jour à deux officines n'est pas délivrée deux fois
    Étant donné l'ordonnance numérique de EXEMPLARD :
      | produit  | posologie                | durée   | quantité |
      | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et une autre officine délivre entre-temps toute l'ordonnance
    Et le pharmacien délivre toute l'ordonnance
    Alors le pharmacien est averti du refus de l'exécution
    Et l'exécution n'est dite transmise que si elle est enregistrée
    Et une demande refusée n'est pas rejouée telle quelle

  @PRE-EP1-17 @PRE-OFF-14 @PRE-EP3-10
  Scénario: La nouvelle consultation montre ce que l'autre officine vient de faire
    Étant donné l'ordonnance numérique de EXEMPLARD :
      | produit  | posologie                | durée   | quantité |
      | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et une autre officine délivre entre-temps toute l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Alors les exécutions connues de la base sont affichées
    Et l'état affiché est celui du téléservice
    Quand le pharmacien délivre toute l'ordonnance
    Alors la délivrance d'une ordonnance close est arrêtée au comptoir
