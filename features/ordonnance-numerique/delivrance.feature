# Sources : eDISP-MED 2024.01 (contenu), SNDS PHA_SUB_MTF (motifs de substitution), presse professionnelle (statut et motif par ligne).
@officine
Fonctionnalité: Délivrer une ordonnance numérique
  Le pharmacien délivre tout ou partie de ce qui est prescrit ; son logiciel déclare par WS_EP1 ce qui a été fait, ligne par ligne.
  « Suit son cours » : en mode simultané, la facture est mise en lot et son ARL est positif ; en mode séquentiel, rien de plus.

  Règle: Ce qui est délivré est déclaré tel quel

    @PRE-EP1-01 @PRE-EP1-02 @PRE-EP1-03 @PRE-EP1-04 @PRE-EP1-05 @PRE-EP1-06 @PRE-EP1-13 @PRE-EP1-22 @PRE-EP1-25 @PRE-VER-01
    Scénario: Du code 2D à la délivrance complète
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit   | posologie                  | durée   | quantité |
        | doliprane | 1 comprimé 3 fois par jour | 5 jours | 2        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Alors chaque délivrance reçoit un identifiant d'exécution
      Et l'exécution n'est dite transmise que si elle est enregistrée
      Quand la délivrance suit son cours jusqu'à sa transmission
      Alors le message d'exécution est conforme à son contrat
      Et l'exécution suit la consultation de la même ordonnance
      Et l'exécution porte l'identifiant de l'ordonnance délivrée
      Et l'exécutant est le professionnel de la session
      Et l'exécution porte le RPPS du prescripteur
      Et l'exécution porte l'INS du patient
      Et la date d'exécution est celle de la délivrance
      Et chaque délivrance reçoit un identifiant d'exécution
      Et chaque message porte la version du paquet de la session

    @PRE-EP1-07 @PRE-EP1-08 @PRE-EP1-09 @PRE-EP1-10 @PRE-EP1-14
    Scénario: Plusieurs lignes délivrées comme prescrites
      Étant donné l'ordonnance numérique de DOYENNE-FICTIVE :
        | produit    | posologie                  | durée   | quantité | substitution |
        | levothyrox | 1 comprimé le matin à jeun | 3 mois  | 3        |              |
        | clamoxyl   | 1 comprimé matin et soir   | 6 jours | 2        | substituable |
        | doliprane  | 1 comprimé si douleur      | 8 jours |          |              |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors l'exécution déclare chaque ligne traitée, et aucune autre
      Et le statut de chaque ligne dit ce qui a été délivré
      Et chaque ligne déclare le produit remis
      Et chaque ligne déclare la quantité remise
      Et chaque délivrance est déclarée une fois et une seule

    @PRE-EP1-07 @PRE-EP1-08
    Scénario: Une ligne laissée pour plus tard n'est pas déclarée
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit   | posologie             | durée   | quantité |
        | tahor     | 1 comprimé le soir    | 1 mois  | 1        |
        | doliprane | 1 comprimé si douleur | 8 jours | 2        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité |
        | 2     | 2        |
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors l'exécution déclare chaque ligne traitée, et aucune autre
      Et le statut de chaque ligne dit ce qui a été délivré

    @PRE-EP1-06 @PRE-EP1-05
    Plan du scénario: L'exécution est déclarée pour le bon patient : <patient>
      Étant donné l'ordonnance numérique de <patient> :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors l'exécution porte l'INS du patient
      Et l'exécution porte le RPPS du prescripteur

      Exemples:
        | patient        |
        | TESTINACCI     |
        | ESSAINELLI     |
        | LUNAIRE-FICTIF |

    @PRE-EP1-09 @PRE-EP1-10 @PRE-ID-02 @capacite:dispositifsMedicaux
    Scénario: Un dispositif médical est délivré avec un médicament
      Étant donné l'ordonnance numérique de DOYENNE-FICTIVE :
        | produit   | posologie                    | durée   | quantité |
        | doliprane | 1 comprimé si douleur        | 5 jours | 1        |
        | pansement | 1 pansement tous les 3 jours |         | 2        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors chaque ligne déclare le produit remis
      Et chaque ligne déclare la quantité remise
      Et la clé de chaque code CIP13 est juste

    @PRE-EP1-09 @PRE-ID-01 @PRE-ID-02 @PRE-ID-03
    Scénario: Les numéros déclarés ont leur clé
      Étant donné l'ordonnance numérique de TESTINACCI, de genre ordonnance sécurisée :
        | produit | posologie              | durée   | quantité |
        | skenan  | 1 gélule matin et soir | 7 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors chaque ligne déclare le produit remis
      Et la clé de chaque matricule INS est juste
      Et la clé de chaque code CIP13 est juste
      Et la clé de chaque numéro RPPS est juste

  Règle: Une délivrance peut être partielle, ou suivie d'une autre

    @PRE-EP1-08 @PRE-EP1-10 @PRE-EP1-14 @PRE-EP1-15
    Scénario: Une délivrance partielle puis son complément
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit  | posologie                | durée    | quantité |
        | clamoxyl | 1 comprimé matin et soir | 12 jours | 3        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité |
        | 1     | 1        |
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors le statut de chaque ligne dit ce qui a été délivré
      Et chaque ligne déclare la quantité remise
      Quand le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité |
        | 1     | 2        |
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors chaque délivrance est déclarée une fois et une seule
      Et le statut de chaque ligne dit ce qui a été délivré
      Et aucune exécution ne dépasse le reste à délivrer

    @PRE-EP3-08 @PRE-EP3-10 @PRE-EP1-13 @PRE-EP1-15
    Scénario: Un traitement renouvelé est délivré trois fois
      Étant donné l'ordonnance numérique de DOYENNE-FICTIVE :
        | produit | posologie          | durée  | quantité | renouvellements |
        | tahor   | 1 comprimé le soir | 1 mois | 1        | 2               |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Et la délivrance suit son cours jusqu'à sa transmission
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Et la délivrance suit son cours jusqu'à sa transmission
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Et la délivrance suit son cours jusqu'à sa transmission
      Et le pharmacien consulte l'ordonnance lue
      Alors le reste à délivrer affiché est celui du téléservice
      Et l'état affiché est celui du téléservice
      Et chaque délivrance reçoit un identifiant d'exécution
      Et aucune exécution ne dépasse le reste à délivrer

    @PRE-EP1-15 @PRE-EP1-08
    Scénario: Ce qu'une autre officine a délivré compte
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit  | posologie                | durée    | quantité |
        | clamoxyl | 1 comprimé matin et soir | 12 jours | 3        |
      Et qu'une autre officine a délivré :
        | ligne | quantité |
        | 1     | 2        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité |
        | 1     | 1        |
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors aucune exécution ne dépasse le reste à délivrer
      Et le statut de chaque ligne dit ce qui a été délivré

  Règle: Une substitution et une non-délivrance disent pourquoi

    @PRE-EP1-09 @PRE-EP1-11
    Plan du scénario: Un générique est délivré à la place de <prescrit>
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit    | posologie             | durée   | quantité | substitution |
        | <prescrit> | 1 prise matin et soir | 6 jours | 2        | <mention>    |
        | doliprane  | 1 comprimé si douleur | 5 jours | 1        |              |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | produit   | quantité | substitution |
        | 1     | <délivré> | 2        | <motif>      |
        | 2     |           | 1        |              |
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors chaque ligne déclare le produit remis
      Et chaque substitution est déclarée avec son motif, et elles seules

      Exemples:
        | prescrit | mention      | délivré                | motif     |
        | clamoxyl | substituable | amoxicilline générique | générique |
        | inexium  |              | ésoméprazole générique | générique |
        | clamoxyl | substituable | amoxicilline générique | urgence   |

    @PRE-EP1-09 @PRE-EP1-11
    Scénario: Une prescription en dénomination commune reçoit un produit du rayon
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit                | posologie                | durée   | quantité |
        | amoxicilline virtuelle | 1 comprimé matin et soir | 6 jours | 2        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | produit                | quantité | substitution |
        | 1     | amoxicilline générique | 2        | DCI          |
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors chaque ligne déclare le produit remis
      Et chaque substitution est déclarée avec son motif, et elles seules

    @PRE-EP1-08 @PRE-EP1-09 @PRE-EP1-12
    Plan du scénario: Une ligne n'est pas délivrée : <motif>
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit    | posologie             | durée   | quantité |
        | topalgic   | 1 comprimé matin et soir | 5 jours | 1     |
        | doliprane  | 1 comprimé si douleur | 5 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | non délivrée |
        | 1     | <motif>      |
        | 2     |              |
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors chaque ligne non délivrée est déclarée avec son motif, et elles seules
      Et le statut de chaque ligne dit ce qui a été délivré
      Et chaque ligne déclare le produit remis

      Exemples:
        | motif                      |
        | rupture                    |
        | refus du patient           |
        | déjà en possession         |
        | intervention du pharmacien |

    @PRE-EP1-12 @PRE-EP1-24
    Scénario: Un autre motif de non-délivrance est précisé en clair
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit   | posologie                | durée   | quantité |
        | topalgic  | 1 comprimé matin et soir | 5 jours | 1        |
        | doliprane | 1 comprimé si douleur    | 5 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | non délivrée | commentaire                               |
        | 1     | autre        | Le patient repassera après avis du médecin |
        | 2     |              |                                           |
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors chaque ligne non délivrée est déclarée avec son motif, et elles seules
      Et le commentaire du pharmacien est transmis

    @PRE-EP1-24
    Scénario: Un commentaire reste sur la ligne délivrée qui le porte
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit   | posologie                | durée   | quantité | substitution |
        | clamoxyl  | 1 comprimé matin et soir | 6 jours | 2        | substituable |
        | doliprane | 1 comprimé si douleur    | 5 jours | 1        |              |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | produit                | quantité | substitution | commentaire                     |
        | 1     | amoxicilline générique | 2        | générique    | Choix expliqué au patient & noté |
        | 2     |                        | 1        |              |                                 |
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors le commentaire du pharmacien est transmis

    @PRE-EP1-25 @capacite:horlogeVirtuelle
    Scénario: La date d'exécution n'est ni celle de la consultation ni celle de l'envoi
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et 45 minutes passent
      Et le pharmacien délivre toute l'ordonnance
      Et 45 minutes passent
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors la date d'exécution est celle de la délivrance

  Règle: Un acte impossible s'arrête au comptoir

    @PRE-EP1-16
    Scénario: L'ordonnance lue n'a pas été consultée
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien délivre toute l'ordonnance
      Alors la délivrance sans consultation est arrêtée au comptoir

    @PRE-EP1-16
    Scénario: La consultation a échoué
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Et que le téléservice est momentanément indisponible à chaque consultation
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Alors la délivrance sans consultation est arrêtée au comptoir

    @PRE-EP1-17
    Scénario: L'ordonnance est déjà entièrement exécutée
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit  | posologie                | durée   | quantité |
        | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |
      Et qu'une autre officine a délivré toute l'ordonnance
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Alors la délivrance d'une ordonnance close est arrêtée au comptoir

    @PRE-EP1-17
    Scénario: L'ordonnance est annulée
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit  | posologie                | durée   | quantité |
        | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |
      Et que l'ordonnance a été annulée par le prescripteur
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Alors la délivrance d'une ordonnance close est arrêtée au comptoir

    @PRE-EP1-17
    Scénario: L'ordonnance a expiré
      Étant donné l'ordonnance numérique de EXEMPLARD, rédigée il y a 400 jours :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Alors la délivrance d'une ordonnance close est arrêtée au comptoir

    @PRE-EP1-18
    Scénario: La quantité demandée dépasse ce qui est prescrit
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit | posologie              | durée   | quantité |
        | skenan  | 1 gélule matin et soir | 7 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité |
        | 1     | 2        |
      Alors la délivrance au-delà du reste est arrêtée au comptoir

    @PRE-EP1-18
    Scénario: La quantité demandée dépasse ce qu'une autre officine a laissé
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit  | posologie                | durée    | quantité |
        | clamoxyl | 1 comprimé matin et soir | 12 jours | 3        |
      Et qu'une autre officine a délivré :
        | ligne | quantité |
        | 1     | 2        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | quantité |
        | 1     | 3        |
      Alors la délivrance au-delà du reste est arrêtée au comptoir

    @PRE-EP1-19
    Scénario: Le produit prescrit n'est pas substituable
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit  | posologie                | durée   | quantité | substitution     | motif                            |
        | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        | non substituable | Contre-indication à un excipient |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre :
        | ligne | produit                | quantité | substitution |
        | 1     | amoxicilline générique | 1        | générique    |
      Alors la substitution interdite est arrêtée au comptoir

  Règle: Un refus ou une panne de l'exécution se disent

    @PRE-EP1-20 @PRE-EP1-22 @PRE-EP1-23 @PRE-TLSI-30
    Plan du scénario: L'exécution est refusée : le téléservice <panne>
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Et que le téléservice <panne> à chaque exécution
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors le pharmacien est averti du refus de l'exécution
      Et l'exécution n'est dite transmise que si elle est enregistrée
      Et le pharmacien voit le code donné à l'exécution
      Et une demande refusée n'est pas rejouée telle quelle

      Exemples:
        | panne                                     |
        | oppose un refus                           |
        | ne reconnaît pas le numéro d'autorisation |

    @PRE-EP1-21 @PRE-EP1-22
    Plan du scénario: L'exécution échoue : le téléservice <panne>
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Et que le téléservice <panne> à chaque exécution
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien délivre toute l'ordonnance
      Et la délivrance suit son cours jusqu'à sa transmission
      Alors le pharmacien est averti de l'échec de l'exécution
      Et l'exécution n'est dite transmise que si elle est enregistrée

      Exemples:
        | panne                          |
        | est momentanément indisponible |
        | coupe la connexion             |
        | répond une erreur HTTP 503     |
        | répond un message illisible    |
