# Source : 000_f37ea90dc7ea625a.txt (CTPPN du 22 janvier 2025), annexes, « Création d'un mode de transmission séquentiel », mode simultané, joué de bout en bout :
# l'ARL est celui que le logiciel relève dans sa boîte.
@officine @session:messagerie @capacite:teletransmission @capacite:modeSimultane
Fonctionnalité: Transmettre l'exécution quand la caisse a pris le lot
  En mode simultané, l'exécution et sa facturation partent ensemble, après l'ARL positif du lot ; en dégradé et en B2, dès la mise en lot.

  Contexte:
    Étant donné l'ordonnance numérique de TESTARD-FICTIF :
      | produit   | posologie             | durée   | quantité | renouvellements |
      | doliprane | 1 comprimé si douleur | 5 jours | 1        | 1               |
    Et une vente ordinaire à TESTARD-FICTIF
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance

  @PRE-CTPPN-03 @PRE-CTPPN-05 @PRE-FSE-01
  Scénario: L'ARL relevé fait partir l'exécution et la facturation du lot reçu
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Alors aucune exécution n'est transmise avant l'ARL positif
    Quand le pharmacien relève l'ARL du lot
    Alors l'exécution est transmise après l'ARL positif
    Et l'exécution porte sa facturation
    Et la facturation déclarée est celle du lot reçu par la caisse

  @PRE-B2-42 @PRE-CTPPN-04 @PRE-CTPPN-05
  Plan du scénario: Facturée <mode>, l'exécution part à la mise en lot
    Quand le pharmacien facture la vente et sa délivrance <mode>
    Alors aucune exécution n'est transmise avant la mise en lot
    Quand la facture est télétransmise
    Alors l'exécution est transmise après la mise en lot
    Et l'exécution porte sa facturation
    Et la facture part dans un lot de son mode

    Exemples:
      | mode                    |
      | en SESAM-Vitale dégradé |
      | au format B2            |

  @PRE-CTPPN-03 @PRE-CTPPN-06 @PRE-FSE-01 @PRE-FSE-03
  Scénario: L'ARL négatif retient l'exécution ; la facture refaite la libère
    Étant donné que l'ARL du prochain lot sera négatif
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien relève l'ARL du lot
    Alors aucune exécution n'est transmise après un ARL négatif
    Quand le pharmacien refait la facture en SESAM-Vitale
    Et la facture est télétransmise
    Et le pharmacien relève l'ARL du lot
    Alors l'exécution est transmise après l'ARL positif
    Et l'exécution se rattache à la facture refaite
    Et la facturation déclarée est celle du lot reçu par la caisse

  @PRE-CTPPN-03
  Scénario: Sans ARL, l'exécution attend
    Étant donné que l'ARL du prochain lot se perdra
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Et 30 heures passent
    Et le pharmacien relève ses retours
    Alors aucune exécution n'est transmise avant l'ARL positif

  @PRE-CTPPN-03
  Scénario: Un lot qui n'est pas parti ne libère rien
    Étant donné que la messagerie coupe la connexion au prochain envoi de lot
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien relève l'ARL du lot
    Alors aucune exécution n'est transmise avant l'ARL positif
    Quand le lot est télétransmis à nouveau
    Et le pharmacien relève l'ARL du lot
    Alors l'exécution est transmise après l'ARL positif

  @PRE-CTPPN-03
  Scénario: L'ARL d'un autre lot ne libère pas l'exécution
    Étant donné que l'ARL du prochain lot arrivera au bout de 36 heures
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien facture et télétransmet la vente en SESAM-Vitale
    Et le pharmacien relève l'ARL du lot
    Alors aucune exécution n'est transmise avant l'ARL positif

  @PRE-CTPPN-03 @PRE-EP1-14
  Scénario: L'ARL qui arrive deux fois ne déclare pas deux exécutions
    Étant donné que l'ARL du prochain lot arrivera deux fois
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien relève l'ARL du lot
    Et le pharmacien relève ses retours
    Alors l'exécution est transmise après l'ARL positif
    Et chaque délivrance est déclarée une fois et une seule

  @PRE-B2-29 @PRE-B2-43 @PRE-EP1-14 @PRE-FSE-02
  Scénario: Dans un lot mêlé, seule la délivrance de l'ordonnance numérique est déclarée
    Quand le pharmacien facture la vente et sa délivrance en SESAM-Vitale
    Et le pharmacien facture la vente en SESAM-Vitale
    Et toutes les factures sont télétransmises
    Et le pharmacien relève l'ARL du lot
    Alors seules les factures d'ordonnances numériques sont déclarées
    Et chaque délivrance est déclarée une fois et une seule
    Et la facture envoyée porte l'identifiant de l'ordonnance exécutée
    Et l'identifiant d'ordonnance numérique du lot est bien formé
