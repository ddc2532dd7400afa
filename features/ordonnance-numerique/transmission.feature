# Source : 000_f37ea90dc7ea625a.txt (CTPPN du 22 janvier 2025), annexes, « Création d'un mode de transmission séquentiel ».
@officine
Fonctionnalité: Transmettre l'exécution au bon moment
  En V2, l'exécution part avec la facturation, après l'ARL positif ou la mise en lot ; en V3, elle part dès la délivrance, seule.

  Contexte:
    Étant donné l'ordonnance numérique de TESTARD-FICTIF :
      | produit  | posologie                | durée   | quantité | renouvellements |
      | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        | 1               |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue

  Règle: Mode séquentiel, par défaut en V3

    @V3 @PRE-CTPPN-01 @PRE-CTPPN-02
    Scénario: L'exécution part dès la délivrance, sans facturation
      Quand le pharmacien délivre toute l'ordonnance
      Alors l'exécution est transmise dès la délivrance
      Et l'exécution est transmise sans facturation

    @V3 @PRE-CTPPN-01 @PRE-CTPPN-02 @PRE-EP1-14
    Scénario: Chaque délivrance part à son tour
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Alors l'exécution est transmise dès la délivrance
      Et l'exécution est transmise sans facturation
      Et chaque délivrance est déclarée une fois et une seule

    @V3 @PRE-EP1-14 @PRE-EP1-22 @PRE-TLSI-05
    Scénario: Après une coupure, la délivrance redemandée n'est déclarée qu'une fois
      Étant donné que le téléservice coupe la connexion à la prochaine exécution
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien délivre toute l'ordonnance
      Alors chaque délivrance est déclarée une fois et une seule
      Et l'exécution n'est dite transmise que si elle est enregistrée
      Et aucun identifiant de message ne sert deux fois

    @V3 @PRE-EP1-14 @PRE-TLSI-05
    Scénario: Une réponse perdue ne fait pas déclarer la délivrance sous un autre identifiant
      Étant donné que le téléservice enregistre puis coupe la connexion à la prochaine exécution
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien délivre toute l'ordonnance
      Alors chaque délivrance est déclarée une fois et une seule
      Et aucun identifiant de message ne sert deux fois

    @V3 @PRE-EP1-14 @PRE-CTPPN-02
    Scénario: La facturation qui suit ne fait rien repartir
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien facture la délivrance en SESAM-Vitale
      Et la facture est mise en lot
      Et l'ARL du lot est positif
      Alors chaque délivrance est déclarée une fois et une seule
      Et l'exécution est transmise sans facturation

    @V3 @PRE-CTPPN-01 @PRE-EP1-07 @PRE-EP1-12
    Scénario: Une délivrance où rien n'est remis est déclarée aussi
      Quand le pharmacien délivre :
        | ligne | non délivrée |
        | 1     | rupture      |
      Alors l'exécution est transmise dès la délivrance
      Et l'exécution déclare chaque ligne traitée, et aucune autre
      Et chaque ligne non délivrée est déclarée avec son motif, et elles seules

  Règle: Mode simultané, seul mode en V2

    @V2 @PRE-CTPPN-03 @PRE-CTPPN-05 @PRE-FAC-01 @PRE-FAC-02
    Scénario: L'exécution part avec la facturation, après l'ARL positif
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien facture la délivrance en SESAM-Vitale
      Et la facture est mise en lot
      Alors aucune exécution n'est transmise avant l'ARL positif
      Quand l'ARL du lot est positif
      Alors l'exécution est transmise après l'ARL positif
      Et l'exécution porte sa facturation
      Et chaque facture reçoit un numéro neuf
      Et chaque lot reçoit un numéro

    @V2 @PRE-CTPPN-03 @PRE-EP1-22
    Scénario: Rien ne part à la délivrance
      Quand le pharmacien délivre toute l'ordonnance
      Alors aucune exécution n'est transmise avant l'ARL positif
      Et l'exécution n'est dite transmise que si elle est enregistrée

    @V2 @PRE-CTPPN-06
    Scénario: Un ARL négatif retient l'exécution
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien facture la délivrance en SESAM-Vitale
      Et la facture est mise en lot
      Et l'ARL du lot est négatif
      Alors aucune exécution n'est transmise après un ARL négatif

    @V2 @PRE-CTPPN-03 @PRE-CTPPN-05 @PRE-FAC-01 @PRE-FAC-02 @PRE-EP1-14
    Scénario: Après un ARL négatif, la facture refaite fait partir l'exécution
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien facture la délivrance en SESAM-Vitale
      Et la facture est mise en lot
      Et l'ARL du lot est négatif
      Et le pharmacien facture la délivrance en SESAM-Vitale
      Et la facture est mise en lot
      Et l'ARL du lot est positif
      Alors l'exécution est transmise après l'ARL positif
      Et l'exécution porte sa facturation
      Et chaque facture reçoit un numéro neuf
      Et chaque lot reçoit un numéro
      Et chaque délivrance est déclarée une fois et une seule

    @V2 @PRE-CTPPN-04 @PRE-CTPPN-05
    Plan du scénario: Facturée <mode>, l'exécution part à la mise en lot
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien facture la délivrance <mode>
      Alors aucune exécution n'est transmise avant la mise en lot
      Quand la facture est mise en lot
      Alors l'exécution est transmise après la mise en lot
      Et l'exécution porte sa facturation

      Exemples:
        | mode                    |
        | en SESAM-Vitale dégradé |
        | au format B2            |

    @V2 @PRE-EP1-14
    Scénario: Un ARL reçu après la mise en lot d'une facture dégradée ne fait rien repartir
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien facture la délivrance en SESAM-Vitale dégradé
      Et la facture est mise en lot
      Et l'ARL du lot est positif
      Alors chaque délivrance est déclarée une fois et une seule

    @V2 @PRE-EP1-14 @PRE-CTPPN-03
    Scénario: Le même ARL relevé deux fois ne déclare pas deux fois
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien facture la délivrance en SESAM-Vitale
      Et la facture est mise en lot
      Et l'ARL du lot est positif
      Et l'ARL du lot est positif
      Alors chaque délivrance est déclarée une fois et une seule
      Et l'exécution est transmise après l'ARL positif

    @V2 @PRE-CTPPN-03 @PRE-CTPPN-05 @PRE-FAC-01 @PRE-EP1-14
    Scénario: Deux délivrances facturées à part restent rattachées chacune à sa facture
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien facture la délivrance en SESAM-Vitale
      Et la facture est mise en lot
      Et l'ARL du lot est positif
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Et le pharmacien facture la délivrance en SESAM-Vitale
      Et la facture est mise en lot
      Et l'ARL du lot est positif
      Alors l'exécution est transmise après l'ARL positif
      Et l'exécution porte sa facturation
      Et chaque facture reçoit un numéro neuf
      Et chaque délivrance est déclarée une fois et une seule
