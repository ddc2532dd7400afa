# Source : 000_f37ea90dc7ea625a.txt (CTPPN du 22 janvier 2025), annexes, « Création d'un mode de transmission séquentiel ». La source dit que
# WS_EP6 suit l'exécution, pas quand : le moment est supposé (facturation_sequentielle de preserie.yaml).
@officine @V3
Fonctionnalité: Transmettre la facturation après l'exécution
  En mode séquentiel, l'exécution part seule dès la délivrance ; sa facturation suit par WS_EP6, une fois la facture en lot et, en
  SESAM-Vitale, son ARL positif reçu.

  Contexte:
    Étant donné l'ordonnance numérique de TESTARD-FICTIF :
      | produit   | posologie                | durée   | quantité | renouvellements |
      | clamoxyl  | 1 comprimé matin et soir | 6 jours | 1        | 1               |
      | doliprane | 1 comprimé si douleur    | 5 jours | 1        |                 |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue

  Règle: La facturation suit l'exécution qu'elle facture

    @PRE-CTPPN-07 @PRE-EP6-01 @PRE-EP6-02 @PRE-EP6-03 @PRE-EP6-05 @PRE-EP6-07 @PRE-EP6-08 @PRE-VER-01
    Scénario: De la délivrance à la facturation transmise
      Quand le pharmacien délivre toute l'ordonnance
      Et la facturation suit son cours jusqu'à sa transmission
      Alors la facturation est transmise par WS_EP6
      Et le message de facturation est conforme à son contrat
      Et la facturation désigne l'exécution enregistrée et son ordonnance
      Et la facturation porte le numéro, le lot et le mode de la facture
      Et aucune facturation n'est transmise avant son heure
      Et la facture dit les lignes délivrées et remboursables, et elles seules
      Et la facturation est au nom du professionnel de la session
      Et chaque message porte la version du paquet de la session

    @PRE-EP6-05 @PRE-FAC-01 @PRE-FAC-02
    Scénario: Ni la facture ni la délivrance ne font partir la facturation avant son heure
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien facture la délivrance en SESAM-Vitale
      Alors aucune facturation n'est transmise avant son heure
      Quand la facture est mise en lot
      Alors aucune facturation n'est transmise avant son heure
      Et chaque facture reçoit un numéro neuf
      Et chaque lot reçoit un numéro

    @PRE-CTPPN-07 @PRE-EP6-03 @PRE-EP6-05
    Plan du scénario: Facturée <mode>, la facturation part à la mise en lot, sans attendre d'ARL
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien facture la délivrance <mode>
      Alors aucune facturation n'est transmise avant son heure
      Quand la facture est mise en lot
      Alors la facturation est transmise par WS_EP6
      Et la facturation porte le numéro, le lot et le mode de la facture

      Exemples:
        | mode                    |
        | en SESAM-Vitale dégradé |
        | au format B2            |

    @PRE-EP6-05 @PRE-EP6-03 @PRE-EP6-04 @PRE-CTPPN-07
    Scénario: Après un ARL négatif, seule la facture refaite est transmise
      Quand le pharmacien délivre toute l'ordonnance
      Et le pharmacien facture la délivrance en SESAM-Vitale
      Et la facture est mise en lot
      Et l'ARL du lot est négatif
      Alors aucune facturation n'est transmise avant son heure
      Quand la facturation suit son cours jusqu'à sa transmission
      Alors la facturation est transmise par WS_EP6
      Et la facturation porte le numéro, le lot et le mode de la facture
      Et chaque facturation est transmise une fois et une seule

    @PRE-EP6-04 @PRE-EP1-14
    Scénario: Le même ARL relevé deux fois ne facture pas deux fois
      Quand le pharmacien délivre toute l'ordonnance
      Et la facturation suit son cours jusqu'à sa transmission
      Et l'ARL du lot est positif
      Alors chaque facturation est transmise une fois et une seule
      Et chaque délivrance est déclarée une fois et une seule

    @PRE-CTPPN-07 @PRE-EP6-02 @PRE-EP6-03 @PRE-EP6-04
    Scénario: Deux délivrances restent rattachées chacune à sa facture
      Quand le pharmacien délivre :
        | ligne | quantité |
        | 1     | 1        |
      Et la facturation suit son cours jusqu'à sa transmission
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité |
        | 1     | 1        |
        | 2     | 1        |
      Et la facturation suit son cours jusqu'à sa transmission
      Alors la facturation est transmise par WS_EP6
      Et la facturation désigne l'exécution enregistrée et son ordonnance
      Et la facturation porte le numéro, le lot et le mode de la facture
      Et chaque facturation est transmise une fois et une seule

    @PRE-EP6-07 @PRE-EP1-12
    Scénario: La facture ne couvre pas la ligne qui n'est pas délivrée
      Quand le pharmacien délivre :
        | ligne | quantité | non délivrée |
        | 1     |          | rupture      |
        | 2     | 1        |              |
      Et la facturation suit son cours jusqu'à sa transmission
      Alors la facture dit les lignes délivrées et remboursables, et elles seules
      Et chaque ligne non délivrée est déclarée avec son motif, et elles seules

  Règle: Un refus ou une panne de la facturation se disent

    @PRE-EP6-09 @PRE-EP6-04
    Plan du scénario: La facturation est refusée : le téléservice <panne>
      Étant donné que le téléservice <panne> à chaque facturation
      Quand le pharmacien délivre toute l'ordonnance
      Et la facturation suit son cours jusqu'à sa transmission
      Alors le pharmacien est averti du refus de la facturation
      Et chaque facturation est transmise une fois et une seule

      Exemples:
        | panne                                     |
        | oppose un refus                           |
        | ne reconnaît pas le numéro d'autorisation |

    @PRE-EP6-10
    Plan du scénario: La facturation échoue : le téléservice <panne>
      Étant donné que le téléservice <panne> à chaque facturation
      Quand le pharmacien délivre toute l'ordonnance
      Et la facturation suit son cours jusqu'à sa transmission
      Alors le pharmacien est averti de l'échec de la facturation

      Exemples:
        | panne                          |
        | est momentanément indisponible |
        | coupe la connexion             |

    @PRE-EP6-11 @PRE-EP6-04 @PRE-TLSI-05
    Scénario: La facturation qui a échoué repart avec l'ARL suivant
      Étant donné que le téléservice coupe la connexion à la prochaine facturation
      Quand le pharmacien délivre toute l'ordonnance
      Et la facturation suit son cours jusqu'à sa transmission
      Et l'ARL du lot est positif
      Alors la facturation qui a échoué repart à l'événement suivant
      Et chaque facturation est transmise une fois et une seule
      Et aucun identifiant de message ne sert deux fois

  Règle: Le mode séquentiel est celui d'une installation neuve

    @session:modeParDefaut @PRE-OFF-01
    Scénario: Sans mode imposé, l'exécution part dès la délivrance
      Quand le pharmacien délivre toute l'ordonnance
      Alors le logiciel est en mode séquentiel sans qu'on le lui impose
