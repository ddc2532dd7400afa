# Sources : décret n° 2023-1222 (CSP R. 4071-1, R. 4072-1) ; l'appel de WS_EP3 par un prescripteur est supposé.
@prescripteur @V3 @capacite:consultationExecutions
Fonctionnalité: Le prescripteur consulte les exécutions de ses ordonnances
  Il voit ce qui a été délivré, sauf si le patient s'y oppose, et pendant cinq ans.

  @PRE-LEX-01 @PRE-LEX-02 @PRE-LEX-08
  Scénario: Toutes les délivrances de l'ordonnance se voient
    Étant donné l'ordonnance que le prescripteur a rédigée pour EXEMPLARD :
      | produit   | posologie             | durée   | quantité | renouvellements |
      | tahor     | 1 comprimé le soir    | 1 mois  | 1        | 2               |
      | doliprane | 1 comprimé si douleur | 8 jours | 1        |                 |
    Et qu'une autre officine a délivré :
      | ligne | quantité |
      | 1     | 1        |
      | 2     | 1        |
    Quand une autre officine délivre ensuite :
      | ligne | quantité |
      | 1     | 1        |
    Et le prescripteur consulte les exécutions de l'ordonnance
    Alors les exécutions sont demandées au téléservice
    Et chaque exécution donnée par le téléservice est montrée au prescripteur, et aucune autre
    Et rien n'est dit des exécutions sans réponse du téléservice

  @PRE-LEX-02
  Scénario: Une délivrance partielle se voit comme telle
    Étant donné l'ordonnance que le prescripteur a rédigée pour TESTARD-FICTIF :
      | produit | posologie          | durée  | quantité |
      | tahor   | 1 comprimé le soir | 3 mois | 3        |
    Et qu'une autre officine a délivré :
      | ligne | quantité |
      | 1     | 2        |
    Quand le prescripteur consulte les exécutions de l'ordonnance
    Alors chaque exécution donnée par le téléservice est montrée au prescripteur, et aucune autre

  @PRE-LEX-02 @PRE-LEX-05
  Scénario: L'ordonnance n'a pas encore été exécutée
    Étant donné l'ordonnance que le prescripteur a rédigée pour TESTARD-FICTIF :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 8 jours | 1        |
    Quand le prescripteur consulte les exécutions de l'ordonnance
    Alors le prescripteur lit que rien n'a encore été exécuté
    Et chaque exécution donnée par le téléservice est montrée au prescripteur, et aucune autre

  @PRE-LEX-02 @PRE-LEX-05
  Scénario: La nouvelle consultation montre ce qui a été délivré depuis
    Étant donné l'ordonnance que le prescripteur a rédigée pour EXEMPLARD :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 8 jours | 1        |
    Quand le prescripteur consulte les exécutions de l'ordonnance
    Et une autre officine délivre entre-temps toute l'ordonnance
    Et le prescripteur consulte les exécutions de l'ordonnance
    Alors le prescripteur lit que rien n'a encore été exécuté
    Et chaque exécution donnée par le téléservice est montrée au prescripteur, et aucune autre

  @PRE-LEX-03 @PRE-LEX-04
  Scénario: Le patient s'est opposé à la rédaction
    Étant donné l'ordonnance que le prescripteur a rédigée pour EXEMPLARD, qui s'oppose à la consultation des exécutions :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 8 jours | 1        |
    Et qu'une autre officine a délivré toute l'ordonnance
    Quand le prescripteur consulte les exécutions de l'ordonnance
    Alors rien des exécutions n'est montré malgré l'opposition du patient
    Et le prescripteur sait que le patient s'oppose à la consultation

  @PRE-LEX-02 @PRE-LEX-03 @PRE-LEX-04
  Scénario: Le patient s'oppose après une première consultation
    Étant donné l'ordonnance que le prescripteur a rédigée pour TESTARD-FICTIF :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 8 jours | 1        |
    Et qu'une autre officine a délivré toute l'ordonnance
    Quand le prescripteur consulte les exécutions de l'ordonnance
    Et le patient s'oppose auprès de l'Assurance Maladie à la consultation des exécutions
    Et le prescripteur consulte les exécutions de l'ordonnance
    Alors chaque exécution donnée par le téléservice est montrée au prescripteur, et aucune autre
    Et rien des exécutions n'est montré malgré l'opposition du patient
    Et le prescripteur sait que le patient s'oppose à la consultation

  @PRE-LEX-06 @PRE-LEX-08
  Scénario: Les exécutions de l'ordonnance d'un confrère sont refusées
    Étant donné l'ordonnance d'un confrère pour EXEMPLARD :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 8 jours | 1        |
    Et qu'une autre officine a délivré toute l'ordonnance
    Quand le prescripteur consulte les exécutions de l'ordonnance
    Alors le prescripteur est averti du refus de montrer les exécutions
    Et rien n'est dit des exécutions sans réponse du téléservice

  @capacite:horlogeVirtuelle @PRE-LEX-05 @PRE-LEX-06 @PRE-LEX-08
  Scénario: Cinq ans après la rédaction, plus rien n'est gardé
    Étant donné l'ordonnance que le prescripteur a rédigée pour EXEMPLARD il y a cinq ans, à une heure près :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 8 jours | 1        |
    Quand le prescripteur consulte les exécutions de l'ordonnance
    Et 90 minutes passent
    Et le prescripteur consulte les exécutions de l'ordonnance
    Alors le prescripteur lit que rien n'a encore été exécuté
    Et le prescripteur est averti du refus de montrer les exécutions
    Et rien n'est dit des exécutions sans réponse du téléservice

  @PRE-LEX-07 @PRE-LEX-08
  Plan du Scénario: Les exécutions ne peuvent être lues quand le téléservice <panne>
    Étant donné l'ordonnance que le prescripteur a rédigée pour EXEMPLARD :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 8 jours | 1        |
    Et qu'une autre officine a délivré toute l'ordonnance
    Et que le téléservice <panne> à chaque consultation
    Quand le prescripteur consulte les exécutions de l'ordonnance
    Alors le prescripteur est averti que les exécutions n'ont pu être lues
    Et rien n'est dit des exécutions sans réponse du téléservice

    Exemples:
      | panne                          |
      | est momentanément indisponible |
      | coupe la connexion             |
      | répond un message illisible    |
