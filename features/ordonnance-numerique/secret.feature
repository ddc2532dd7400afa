# Sources : annexes V3 de la CTPPN du 22 janvier 2025, « Gestion du secret » ; décret 2023-1222 (anonymat : seuls le prescripteur et l'exécutant
# accèdent à l'ordonnance). Ce qui est masqué, et à qui, est supposé : docs/editeur/ordonnance-numerique.md.
@officine @V3
Fonctionnalité: Garder le secret à l'officine
  Ce qu'une autre officine a délivré sous le secret reste entre elle, le patient et le prescripteur.

  @PRE-OFF-18 @PRE-EP3-05 @PRE-EP3-08
  Scénario: Une ligne délivrée ailleurs sous le secret est masquée
    Étant donné l'ordonnance numérique de TESTARD-FICTIF, protégée par le secret demandé par le patient :
      | produit   | posologie                | durée   | quantité |
      | clamoxyl  | 1 comprimé matin et soir | 6 jours | 1        |
      | doliprane | 1 comprimé si douleur    | 5 jours | 1        |
    Et qu'une autre officine a délivré :
      | ligne | quantité |
      | 1     | 1        |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Alors les lignes masquées sont dites masquées, sans rien en montrer
    Et chaque ligne prescrite est affichée, et aucune autre
    Et le reste à délivrer affiché est celui du téléservice

  @PRE-OFF-18 @PRE-EP3-05
  Scénario: Ce que l'officine avait vu n'est plus montré une fois masqué
    Étant donné l'ordonnance numérique de TESTARD-FICTIF, protégée par le secret demandé par le patient :
      | produit   | posologie                | durée   | quantité |
      | clamoxyl  | 1 comprimé matin et soir | 6 jours | 1        |
      | doliprane | 1 comprimé si douleur    | 5 jours | 1        |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et une autre officine délivre entre-temps :
      | ligne | quantité |
      | 1     | 1        |
    Et le pharmacien consulte l'ordonnance lue
    Alors les lignes masquées sont dites masquées, sans rien en montrer
    Et chaque ligne prescrite est affichée, et aucune autre

  @PRE-OFF-13
  Scénario: Une ligne masquée ne se délivre pas
    Étant donné l'ordonnance numérique de TESTARD-FICTIF, protégée par le secret demandé par le patient :
      | produit   | posologie                | durée   | quantité |
      | clamoxyl  | 1 comprimé matin et soir | 6 jours | 2        |
      | doliprane | 1 comprimé si douleur    | 5 jours | 1        |
    Et qu'une autre officine a délivré :
      | ligne | quantité |
      | 1     | 1        |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre :
      | ligne | quantité |
      | 1     | 1        |
    Alors la délivrance d'une ligne masquée est arrêtée au comptoir

  @PRE-EP3-13 @PRE-EP3-15 @PRE-EP3-16
  Scénario: Une ordonnance anonyme exécutée ailleurs n'est plus accessible
    Étant donné l'ordonnance numérique de DOYENNE-FICTIVE, protégée par l'anonymat de l'interruption volontaire de grossesse :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 5 jours | 2        |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et une autre officine délivre entre-temps :
      | ligne | quantité |
      | 1     | 1        |
    Et le pharmacien consulte l'ordonnance lue
    Alors le pharmacien est averti du refus de la consultation
    Et l'ordonnance n'est dite affichée que si le téléservice l'a donnée
    Et le pharmacien voit le code donné à la consultation

  @PRE-OFF-18 @PRE-OFF-14 @PRE-CTPPN-01
  Scénario: L'officine qui a délivré sous le secret garde l'accès à ce qu'elle a fait
    Étant donné l'ordonnance numérique de TESTARD-FICTIF, protégée par le secret demandé par le patient :
      | produit   | posologie                | durée   | quantité |
      | clamoxyl  | 1 comprimé matin et soir | 6 jours | 1        |
      | doliprane | 1 comprimé si douleur    | 5 jours | 1        |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre :
      | ligne | quantité |
      | 1     | 1        |
    Alors l'exécution est transmise dès la délivrance
    Quand le pharmacien consulte l'ordonnance lue
    Alors les lignes masquées sont dites masquées, sans rien en montrer
    Et les exécutions connues de la base sont affichées
