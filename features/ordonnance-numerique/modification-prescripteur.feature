# Source : CTPPN du 22/01/2025, annexe « évolutions majeures de la V3 » : modifications de la prescription (ajouts prescripteur). Variante de WS_EP4 supposée.
@prescripteur @V3
Fonctionnalité: Compléter ou annuler une ordonnance enregistrée
  Tant que personne ne l'a délivrée, le prescripteur ajoute des lignes à son ordonnance, ou l'annule, sous le même identifiant.

  Contexte:
    Étant donné une ordonnance pour TESTARD-FICTIF :
      | produit  | posologie                | durée   | quantité |
      | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |
    Quand le prescripteur transmet l'ordonnance

  @PRE-AJO-01 @PRE-AJO-02 @PRE-EP4-01
  Scénario: Une ligne est ajoutée à l'ordonnance
    Quand le prescripteur ajoute à l'ordonnance transmise :
      | produit   | posologie            | durée  | quantité | renouvellements | mentions |
      | ventoline | 2 bouffées si besoin | 1 mois | 1        | 2               | ALD      |
    Alors l'ajout est transmis sous le même identifiant
    Et l'ajout reprend l'ordonnance puis les lignes ajoutées
    Et le message de création est conforme à son contrat

  @PRE-AJO-01 @PRE-AJO-02
  Scénario: Deux ajouts de suite
    Quand le prescripteur ajoute à l'ordonnance transmise :
      | produit   | posologie            | durée  | quantité |
      | ventoline | 2 bouffées si besoin | 1 mois | 1        |
    Et le prescripteur ajoute à l'ordonnance transmise :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 5 jours | 2        |
    Alors l'ajout est transmis sous le même identifiant
    Et l'ajout reprend l'ordonnance puis les lignes ajoutées

  @PRE-AJO-03
  Scénario: Une ordonnance délivrée ne reçoit plus d'ajout
    Quand une officine délivre une fois toute l'ordonnance transmise
    Et le prescripteur ajoute à l'ordonnance transmise :
      | produit   | posologie            | durée  | quantité |
      | ventoline | 2 bouffées si besoin | 1 mois | 1        |
    Alors l'ajout refusé est annoncé au prescripteur

  @PRE-ANN-01
  Scénario: L'ordonnance est annulée
    Quand le prescripteur annule l'ordonnance transmise
    Alors l'annulation est transmise sous le même identifiant

  @PRE-ANN-02
  Scénario: Une ordonnance délivrée ne s'annule plus
    Quand une officine délivre une fois toute l'ordonnance transmise
    Et le prescripteur annule l'ordonnance transmise
    Alors l'annulation refusée est annoncée au prescripteur
