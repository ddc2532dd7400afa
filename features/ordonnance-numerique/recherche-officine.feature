# Source : le nom de WS_EP2 (SEL-MP-031, DevBox Santé) ; critères, limite de 20 résultats et refus sont supposés.
@officine @capacite:rechercheOrdonnances
Fonctionnalité: Chercher les ordonnances du patient au comptoir
  Sans code ni numéro, le pharmacien cherche les ordonnances du patient présent, et d'aucun autre, puis consulte et délivre.

  Règle: Ce qui est trouvé est montré

    @PRE-EP2-01 @PRE-EP2-02 @PRE-EP2-03 @PRE-EP2-04 @PRE-EP2-05 @PRE-EP2-06 @PRE-VER-01
    Scénario: Les ordonnances du patient présent
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Et l'ordonnance numérique de TESTARD-FICTIF :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Quand le pharmacien cherche les ordonnances de TESTARD-FICTIF
      Alors chaque recherche est faite auprès du téléservice
      Et le message de recherche est conforme à son contrat
      Et la recherche porte les critères demandés
      Et la recherche porte le numéro du PS
      Et chaque message porte la version du paquet de la session
      Et les ordonnances trouvées sont montrées
      Et aucune ordonnance d'un autre patient n'est montrée

    @PRE-EP2-01 @PRE-EP3-02 @PRE-EP3-04 @PRE-EP1-02
    Scénario: De la recherche à la délivrance
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit  | posologie                | durée   | quantité |
        | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |
      Quand le pharmacien cherche les ordonnances de TESTARD-FICTIF
      Et le pharmacien consulte l'ordonnance trouvée
      Et le pharmacien délivre toute l'ordonnance
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors chaque recherche est faite auprès du téléservice
      Et la consultation porte sur l'identifiant demandé
      Et l'ordonnance donnée par le téléservice est affichée
      Et l'exécution suit la consultation de la même ordonnance

    @PRE-EP2-05 @PRE-EP2-06
    Scénario: La recherche d'un patient ne garde rien de la précédente
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Et l'ordonnance numérique de ESSAINELLI :
        | produit   | posologie            | durée  | quantité |
        | ventoline | 2 bouffées si besoin | 1 mois | 1        |
      Quand le pharmacien cherche les ordonnances de EXEMPLARD
      Et le pharmacien cherche les ordonnances de ESSAINELLI
      Alors les ordonnances trouvées sont montrées
      Et aucune ordonnance d'un autre patient n'est montrée

    @PRE-EP2-08
    Scénario: Aucune ordonnance pour ce patient
      Quand le pharmacien cherche les ordonnances de TESTINACCI
      Alors l'utilisateur sait qu'aucune ordonnance n'est trouvée

    @PRE-EP2-05 @PRE-EP2-07
    Scénario: Trop d'ordonnances pour une réponse
      Étant donné 23 ordonnances numériques de EXEMPLARD, une par jour
      Quand le pharmacien cherche les ordonnances de EXEMPLARD
      Alors les ordonnances trouvées sont montrées
      Et l'utilisateur sait que la liste est incomplète

  Règle: Les critères sont ceux du pharmacien

    @PRE-EP2-03 @PRE-EP2-05
    Scénario: Les ordonnances des derniers jours
      Étant donné 5 ordonnances numériques de EXEMPLARD, une par jour
      Quand le pharmacien cherche les ordonnances de EXEMPLARD des 2 derniers jours
      Alors la recherche porte les critères demandés
      Et les ordonnances trouvées sont montrées

    @PRE-EP2-03 @PRE-EP2-05
    Scénario: Les ordonnances encore actives
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit  | posologie                | durée   | quantité |
        | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |
      Et qu'une autre officine a délivré toute l'ordonnance
      Et l'ordonnance numérique de EXEMPLARD :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand le pharmacien cherche les ordonnances actives de EXEMPLARD
      Alors la recherche porte les critères demandés
      Et les ordonnances trouvées sont montrées

  Règle: Ce qui est secret n'est pas trouvé, ce qui échoue est dit

    @V3 @PRE-EP2-08
    Scénario: Une ordonnance secrète ne se trouve pas au comptoir
      Étant donné l'ordonnance numérique secrète de TESTARD-FICTIF :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Quand le pharmacien cherche les ordonnances de TESTARD-FICTIF
      Alors l'utilisateur sait qu'aucune ordonnance n'est trouvée

    @PRE-EP2-09 @PRE-EP2-11
    Scénario: La recherche est refusée
      Étant donné que le téléservice oppose un refus à chaque recherche
      Quand le pharmacien cherche les ordonnances de EXEMPLARD
      Alors l'utilisateur est averti du refus de la recherche
      Et la recherche n'est dite faite que si le téléservice a répondu

    @PRE-EP2-09 @PRE-EP2-11
    Scénario: La recherche échoue
      Étant donné que le téléservice coupe la connexion à chaque recherche
      Quand le pharmacien cherche les ordonnances de EXEMPLARD
      Alors l'utilisateur est averti de l'échec de la recherche
      Et la recherche n'est dite faite que si le téléservice a répondu
