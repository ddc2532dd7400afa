# Source : le nom de WS_EP2 (SEL-MP-031, DevBox Santé) ; tout le reste est supposé.
@prescripteur @capacite:rechercheOrdonnances
Fonctionnalité: Le prescripteur cherche ses ordonnances
  Un prescripteur retrouve les ordonnances qu'il a rédigées, et elles seules.

  @PRE-EP2-01 @PRE-EP2-02 @PRE-EP2-03 @PRE-EP2-04 @PRE-EP2-05 @PRE-EP2-06 @PRE-EP2-10
  Scénario: Ses ordonnances pour un patient
    Étant donné l'ordonnance d'un confrère pour EXEMPLARD
    Et l'ordonnance que le prescripteur a rédigée pour TESTARD-FICTIF
    Et l'ordonnance que le prescripteur a rédigée pour EXEMPLARD
    Quand le prescripteur cherche ses ordonnances pour EXEMPLARD
    Alors chaque recherche est faite auprès du téléservice
    Et le message de recherche est conforme à son contrat
    Et la recherche porte les critères demandés
    Et la recherche porte le numéro du PS
    Et le prescripteur ne cherche que ses propres ordonnances
    Et les ordonnances trouvées sont montrées
    Et aucune ordonnance d'un autre patient n'est montrée

  @PRE-EP2-05 @PRE-EP2-10
  Scénario: Toutes ses ordonnances, de tous ses patients
    Étant donné l'ordonnance d'un confrère pour EXEMPLARD
    Et l'ordonnance que le prescripteur a rédigée pour TESTARD-FICTIF
    Et l'ordonnance que le prescripteur a rédigée pour EXEMPLARD
    Quand le prescripteur cherche toutes ses ordonnances
    Alors le prescripteur ne cherche que ses propres ordonnances
    Et les ordonnances trouvées sont montrées

  @V3 @PRE-EP2-05
  Scénario: Le prescripteur retrouve l'ordonnance secrète qu'il a rédigée
    Étant donné l'ordonnance secrète que le prescripteur a rédigée pour TESTARD-FICTIF
    Quand le prescripteur cherche ses ordonnances pour TESTARD-FICTIF
    Alors les ordonnances trouvées sont montrées

  @PRE-EP2-09 @PRE-EP2-11
  Scénario: La recherche du prescripteur est refusée
    Étant donné que le téléservice oppose un refus à chaque recherche
    Quand le prescripteur cherche toutes ses ordonnances
    Alors l'utilisateur est averti du refus de la recherche
    Et la recherche n'est dite faite que si le téléservice a répondu
