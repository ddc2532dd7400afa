# Sources : annexes V3 de la CTPPN du 22 janvier 2025 (dispensation conditionnelle d'antibiotique) ; section 18 et justificatif publié
# (accompagnement des analogues du GLP-1) ; sections 3, 11 et 13 (exception, ordonnance sécurisée) ; CSP R. 5132-33 (chevauchement).
@officine
Fonctionnalité: Délivrer sous conditions
  Antibiotique après un test, médicament accompagné, ordonnance sécurisée, médicament d'exception : le comptoir en tient compte.

  Règle: Un antibiotique à dispensation conditionnelle attend son test

    @V3 @PRE-OFF-16 @PRE-OFF-09 @PRE-CTPPN-01
    Scénario: Test positif, l'antibiotique est délivré avec son test
      Étant donné l'ordonnance numérique de TESTARD-FICTIF, dont la ligne 1 demande un test positif :
        | produit   | posologie                | durée   | quantité |
        | clamoxyl  | 1 comprimé matin et soir | 6 jours | 1        |
        | doliprane | 1 comprimé si douleur    | 5 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors la condition de la dispensation est affichée
      Quand le pharmacien délivre :
        | ligne | quantité | test    |
        | 1     | 1        | positif |
        | 2     | 1        |         |
      Alors l'exécution est transmise dès la délivrance
      Et le test de la dispensation conditionnelle est déclaré

    @V3 @PRE-OFF-09 @PRE-EP1-12 @PRE-EP1-08
    Scénario: Test négatif, l'antibiotique n'est pas délivré et le dit
      Étant donné l'ordonnance numérique de TESTARD-FICTIF, dont la ligne 1 demande un test positif :
        | produit   | posologie                | durée   | quantité |
        | clamoxyl  | 1 comprimé matin et soir | 6 jours | 1        |
        | doliprane | 1 comprimé si douleur    | 5 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité | non délivrée | test    |
        | 1     |          | test négatif | négatif |
        | 2     | 1        |              |         |
      Alors le test de la dispensation conditionnelle est déclaré
      Et chaque ligne non délivrée est déclarée avec son motif, et elles seules
      Et le statut de chaque ligne dit ce qui a été délivré

    @V3 @PRE-OFF-11
    Scénario: Sans test, l'antibiotique n'est pas délivré
      Étant donné l'ordonnance numérique de TESTARD-FICTIF, dont la ligne 1 demande un test positif :
        | produit  | posologie                | durée   | quantité |
        | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité |
        | 1     | 1        |
      Alors l'antibiotique sans test positif est arrêté au comptoir

    @V3 @PRE-OFF-11
    Scénario: Un test négatif n'ouvre pas la délivrance
      Étant donné l'ordonnance numérique de TESTARD-FICTIF, dont la ligne 1 demande un test positif :
        | produit  | posologie                | durée   | quantité |
        | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité | test    |
        | 1     | 1        | négatif |
      Alors l'antibiotique sans test positif est arrêté au comptoir

  Règle: Un médicament accompagné dit s'il est pris en charge

    @V3 @PRE-OFF-17 @PRE-OFF-07 @PRE-CTPPN-01
    Scénario: En dehors de l'AMM, le médicament est délivré sans être facturé
      Étant donné l'ordonnance accompagnée de EXEMPLARD, en dehors de l'AMM :
        | produit   | posologie              | durée  | quantité |
        | trulicity | 1 injection par semaine | 1 mois | 1        |
        | doliprane | 1 comprimé si douleur  | 5 jours | 1       |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors l'accompagnement à la prescription est affiché
      Quand le pharmacien délivre toute l'ordonnance
      Alors l'exécution est transmise dès la délivrance
      Quand la facturation suit son cours jusqu'à sa transmission
      Alors le médicament hors AMM n'est ni remboursé ni facturé

    @V3 @PRE-OFF-17 @PRE-OFF-06 @PRE-EP6-07 @PRE-CTPPN-07
    Scénario: Dans l'AMM, le médicament est facturé
      Étant donné l'ordonnance accompagnée de EXEMPLARD, dans l'AMM :
        | produit   | posologie              | durée  | quantité |
        | trulicity | 1 injection par semaine | 1 mois | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors l'accompagnement à la prescription est affiché
      Quand le pharmacien délivre toute l'ordonnance
      Et la facturation suit son cours jusqu'à sa transmission
      Alors chaque ligne non remboursée est déclarée comme telle, et elle seule
      Et la facturation est transmise par WS_EP6
      Et la facture dit les lignes délivrées et remboursables, et elles seules

  Règle: Une ordonnance sécurisée ne se chevauche pas

    @PRE-OFF-15
    Scénario: Une ordonnance sécurisée se voit au comptoir
      Étant donné l'ordonnance numérique de TESTINACCI, de genre ordonnance sécurisée :
        | produit | posologie              | durée   | quantité |
        | skenan  | 1 gélule matin et soir | 7 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors les genres de l'ordonnance sont affichés

    @PRE-OFF-15
    Scénario: Un médicament d'exception se voit au comptoir
      Étant donné l'ordonnance numérique de TESTINACCI, de genre médicament d'exception :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors les genres de l'ordonnance sont affichés

    @V3 @PRE-OFF-12
    Scénario: La seconde ordonnance du même stupéfiant attend la fin de la première
      Étant donné l'ordonnance numérique de TESTINACCI, de genre ordonnance sécurisée :
        | produit | posologie              | durée   | quantité |
        | skenan  | 1 gélule matin et soir | 7 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Étant donné l'ordonnance numérique de TESTINACCI, de genre ordonnance sécurisée :
        | produit | posologie              | durée   | quantité |
        | skenan  | 1 gélule matin et soir | 7 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Alors le chevauchement est arrêté au comptoir

    @V3 @PRE-EP1-14 @PRE-CTPPN-01
    Scénario: Le prescripteur a permis le chevauchement
      Étant donné l'ordonnance numérique de TESTINACCI, de genre ordonnance sécurisée :
        | produit | posologie              | durée   | quantité |
        | skenan  | 1 gélule matin et soir | 7 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Étant donné l'ordonnance numérique de TESTINACCI, dont la ligne 1 permet le chevauchement :
        | produit | posologie              | durée   | quantité |
        | skenan  | 1 gélule matin et soir | 7 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Alors l'exécution est transmise dès la délivrance
      Et chaque délivrance est déclarée une fois et une seule

    @V3 @PRE-EP1-20 @PRE-EP1-22
    Scénario: Le chevauchement avec une délivrance d'une autre officine est refusé par le téléservice
      Étant donné l'ordonnance numérique de TESTINACCI, de genre ordonnance sécurisée :
        | produit | posologie              | durée   | quantité |
        | skenan  | 1 gélule matin et soir | 7 jours | 1        |
      Et qu'une autre officine a délivré toute l'ordonnance
      Et l'ordonnance numérique de TESTINACCI, de genre ordonnance sécurisée :
        | produit | posologie              | durée   | quantité |
        | skenan  | 1 gélule matin et soir | 7 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Alors le pharmacien est averti du refus de l'exécution
      Et l'exécution n'est dite transmise que si elle est enregistrée
