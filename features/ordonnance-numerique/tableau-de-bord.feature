# Source : annexes V3 de la CTPPN du 22 janvier 2025, « Evolution du tableau de bord de suivi des ordonnances numériques » ; son contenu est supposé.
@officine @V3 @capacite:tableauDeBord
Fonctionnalité: Suivre les ordonnances numériques au tableau de bord
  Le pharmacien voit de chaque ordonnance ce qui a été réellement échangé : transmis, en attente, refusé, en échec, facturé ou non.

  Contexte:
    Étant donné l'ordonnance numérique de TESTARD-FICTIF :
      | produit  | posologie                | durée   | quantité | renouvellements |
      | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        | 1               |

  @PRE-TDB-01 @PRE-TDB-02 @PRE-TDB-03 @PRE-TDB-05 @PRE-TDB-06
  Scénario: Une exécution transmise, pas encore facturée
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance
    Et le pharmacien ouvre le tableau de bord
    Alors le tableau de bord montre chaque délivrance, et aucune autre
    Et le tableau de bord dit où en est chaque transmission
    Et le tableau de bord dit ce qui est facturé
    Et le tableau de bord montre l'état donné par le téléservice
    Et ouvrir le tableau de bord n'appelle aucun téléservice

  @PRE-TDB-01 @PRE-TDB-03
  Scénario: La facturation transmise se voit
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance
    Et la facturation suit son cours jusqu'à sa transmission
    Et le pharmacien ouvre le tableau de bord
    Alors le tableau de bord montre chaque délivrance, et aucune autre
    Et le tableau de bord dit ce qui est facturé

  @PRE-TDB-01 @PRE-TDB-02 @PRE-TDB-04
  Scénario: Une exécution refusée se voit refusée, avec sa raison
    Étant donné que le téléservice oppose un refus à chaque exécution
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance
    Et le pharmacien ouvre le tableau de bord
    Alors le tableau de bord montre chaque délivrance, et aucune autre
    Et le tableau de bord dit où en est chaque transmission
    Et le tableau de bord montre la dernière erreur

  @PRE-TDB-01 @PRE-TDB-02 @PRE-TDB-04 @PRE-TDB-06
  Scénario: Une exécution qui n'a pas pu partir n'est pas oubliée
    Étant donné que le téléservice coupe la connexion à chaque exécution
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance
    Et le pharmacien ouvre le tableau de bord
    Alors le tableau de bord montre chaque délivrance, et aucune autre
    Et le tableau de bord dit où en est chaque transmission
    Et le tableau de bord montre la dernière erreur
    Et ouvrir le tableau de bord n'appelle aucun téléservice

  @PRE-TDB-02 @PRE-TDB-03 @PRE-TDB-04
  Scénario: Une facturation refusée ne fait pas dire l'exécution facturée
    Étant donné que le téléservice oppose un refus à chaque facturation
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance
    Et la facturation suit son cours jusqu'à sa transmission
    Et le pharmacien ouvre le tableau de bord
    Alors le tableau de bord dit où en est chaque transmission
    Et le tableau de bord dit ce qui est facturé
    Et le tableau de bord montre la dernière erreur

  @PRE-TDB-02 @PRE-TDB-04
  Scénario: Après un nouvel essai réussi, l'échec n'est plus d'actualité
    Étant donné que le téléservice coupe la connexion à la prochaine exécution
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance
    Et le pharmacien délivre toute l'ordonnance
    Et le pharmacien ouvre le tableau de bord
    Alors le tableau de bord dit où en est chaque transmission
    Et le tableau de bord montre la dernière erreur

  @PRE-TDB-01 @PRE-TDB-02 @PRE-TDB-05
  Scénario: Chaque ordonnance garde ses délivrances
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance
    Étant donné l'ordonnance numérique de ESSAINELLI :
      | produit   | posologie            | durée  | quantité |
      | ventoline | 2 bouffées si besoin | 1 mois | 1        |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance
    Et le pharmacien ouvre le tableau de bord
    Alors le tableau de bord montre chaque délivrance, et aucune autre
    Et le tableau de bord dit où en est chaque transmission
    Et le tableau de bord montre l'état donné par le téléservice

  @PRE-TDB-02 @PRE-TDB-03 @capacite:modeSimultane
  Scénario: En mode simultané, une exécution attend sa facture
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance
    Et le pharmacien ouvre le tableau de bord
    Alors le tableau de bord dit où en est chaque transmission
    Et le tableau de bord dit ce qui est facturé
    Quand la délivrance suit son cours jusqu'à sa transmission
    Et le pharmacien ouvre le tableau de bord
    Alors le tableau de bord dit où en est chaque transmission
    Et le tableau de bord dit ce qui est facturé
