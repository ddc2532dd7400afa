# Source : 000_f37ea90dc7ea625a.txt (CTPPN du 22 janvier 2025), annexes, « Création d'un mode de transmission séquentiel », joué de bout en bout : la facture
# part par messagerie, l'ARL revient par messagerie. Le moment de WS_EP6 est supposé (facturation_sequentielle de preserie.yaml).
@officine @V3 @session:messagerie @capacite:teletransmission
Fonctionnalité: Rattacher la facture à l'ordonnance numérique
  En mode séquentiel, l'exécution part à la délivrance ; sa facturation suit le lot que la caisse a reçu et accepté.

  Contexte:
    Étant donné l'ordonnance numérique de TESTARD-FICTIF :
      | produit   | posologie             | durée   | quantité | renouvellements |
      | doliprane | 1 comprimé si douleur | 5 jours | 1        | 2               |
    Et une vente ordinaire à TESTARD-FICTIF
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance

  @PRE-CTPPN-07 @PRE-EP6-02 @PRE-EP6-03 @PRE-EP6-05 @PRE-FSE-01
  Scénario: L'ARL relevé fait partir la facturation du lot reçu
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Alors aucune facturation n'est transmise avant son heure
    Quand le pharmacien relève l'ARL du lot
    Alors la facturation est transmise par WS_EP6
    Et la facturation porte le numéro, le lot et le mode de la facture
    Et la facturation déclarée est celle du lot reçu par la caisse
    Et la facturation désigne l'exécution enregistrée et son ordonnance

  @PRE-B2-29 @PRE-B2-43
  Scénario: Le lot porte l'identifiant de l'ordonnance exécutée
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Alors la facture envoyée porte l'identifiant de l'ordonnance exécutée
    Et l'identifiant d'ordonnance numérique du lot est bien formé

  @PRE-B2-43 @PRE-CTPPN-07 @PRE-EP6-03
  Plan du scénario: Facturée <mode>, la facturation part à la mise en lot
    Quand le pharmacien facture et télétransmet la vente et sa délivrance <mode>
    Alors la facturation est transmise par WS_EP6
    Et la facturation porte le numéro, le lot et le mode de la facture
    Et la facture envoyée porte l'identifiant de l'ordonnance exécutée

    Exemples:
      | mode                    |
      | en SESAM-Vitale dégradé |
      | au format B2            |

  @PRE-CTPPN-07 @PRE-EP6-04 @PRE-EP6-05 @PRE-FSE-01 @PRE-FSE-03
  Scénario: L'ARL négatif retient la facturation ; la facture refaite la fait partir
    Étant donné que l'ARL du prochain lot sera négatif
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien relève l'ARL du lot
    Alors aucune facturation n'est transmise avant son heure
    Quand le pharmacien refait la facture en SESAM-Vitale
    Et la facture est télétransmise
    Et le pharmacien relève l'ARL du lot
    Alors la facturation est transmise par WS_EP6
    Et l'exécution se rattache à la facture refaite
    Et chaque facturation est transmise une fois et une seule
    Et la facturation déclarée est celle du lot reçu par la caisse

  @PRE-CTPPN-07 @PRE-EP6-04
  Scénario: L'ARL qui arrive deux fois ne facture pas deux fois
    Étant donné que l'ARL du prochain lot arrivera deux fois
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien relève l'ARL du lot
    Et le pharmacien relève ses retours
    Alors la facturation est transmise par WS_EP6
    Et chaque facturation est transmise une fois et une seule

  @PRE-ARL-04 @PRE-EP6-05
  Scénario: Sans ARL, rien n'est facturé au téléservice
    Étant donné que l'ARL du prochain lot se perdra
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Et 30 heures passent
    Et le pharmacien relève ses retours
    Et le pharmacien consulte ses factures
    Alors aucune facturation n'est transmise avant son heure
    Et l'utilisateur est averti de l'ARL qui n'est pas venu

  @PRE-CTPPN-07 @PRE-EP6-05 @PRE-FSE-01
  Scénario: L'ARL tardif fait partir la facturation quand il arrive
    Étant donné que l'ARL du prochain lot arrivera au bout de 36 heures
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien relève l'ARL du lot
    Alors aucune facturation n'est transmise avant son heure
    Quand 40 heures passent
    Et le pharmacien relève ses retours
    Alors la facturation est transmise par WS_EP6
    Et la facturation déclarée est celle du lot reçu par la caisse

  @PRE-B2-43 @PRE-B2-46 @PRE-CTPPN-07 @PRE-FSE-02
  Scénario: Dans un lot mêlé, seule la facture de l'ordonnance numérique est déclarée
    Quand le pharmacien facture la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien facture la vente en SESAM-Vitale
    Et toutes les factures sont télétransmises
    Et le pharmacien relève l'ARL du lot
    Alors seules les factures d'ordonnances numériques sont déclarées
    Et la facturation est transmise par WS_EP6
    Et la facture envoyée porte l'identifiant de l'ordonnance exécutée
    Et chaque facture à télétransmettre part dans un lot, une fois

  @PRE-CTPPN-07 @PRE-EP6-03 @PRE-EP6-04
  Scénario: Deux délivrances d'un même lot gardent chacune leur facture
    Quand le pharmacien facture la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance
    Et le pharmacien facture la vente et sa délivrance en SESAM-Vitale
    Et toutes les factures sont télétransmises
    Et le pharmacien relève l'ARL du lot
    Alors la facturation est transmise par WS_EP6
    Et la facturation porte le numéro, le lot et le mode de la facture
    Et chaque facturation est transmise une fois et une seule

  @PRE-FSE-01 @PRE-FSE-04
  Scénario: La facture annulée avant son envoi n'est déclarée nulle part
    Quand le pharmacien facture la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien annule la facture
    Et le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien relève l'ARL du lot
    Alors la facture annulée n'est partie nulle part
    Et la facturation déclarée est celle du lot reçu par la caisse

  @PRE-CTPPN-07 @PRE-EP6-05 @PRE-FSE-01
  Scénario: Un lot qui n'est pas parti ne fait rien déclarer
    Étant donné que la messagerie coupe la connexion au prochain envoi de lot
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien relève l'ARL du lot
    Alors aucune facturation n'est transmise avant son heure
    Quand le lot est télétransmis à nouveau
    Et le pharmacien relève l'ARL du lot
    Alors la facturation est transmise par WS_EP6
    Et la facturation déclarée est celle du lot reçu par la caisse

  @PRE-CTPPN-07 @PRE-EP6-04 @PRE-NOE-07
  Scénario: Le rejet de la caisse ne fait pas déclarer la facturation deux fois
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Et la caisse rejettera la facture
    Et le pharmacien relève l'ARL du lot
    Et le pharmacien relève le règlement
    Et le pharmacien consulte ses factures
    Alors la facturation est transmise par WS_EP6
    Et chaque facturation est transmise une fois et une seule
    Et la facture rejetée par la caisse est montrée rejetée

  @PRE-EP6-10
  Scénario: Le téléservice en panne à l'heure de la facturation la reçoit à l'événement suivant
    Étant donné que le téléservice est momentanément indisponible à la prochaine facturation
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien relève l'ARL du lot
    Alors le pharmacien est averti de l'échec de la facturation
