# Sources : CTPPN du 22 janvier 2025, section 4 (« si l'envoi SCOR a fait l'objet d'un ARL positif, aucun indu ne doit être notifié ») et section 10 (réclamations) ;
# l'accusé SCOR dit accepté ou non (formats.md 3.4) ; ses codes sont ceux du banc (SIM-), le canal des réclamations est supposé.
@officine @session:messagerie @capacite:teletransmission @capacite:scor
Fonctionnalité: Suivre les pièces jusqu'à leur accusé
  Une pièce acceptée reste acquise ; une pièce refusée ou réclamée se voit, et la réclamation part avec elle.

  Contexte:
    Étant donné une vente ordinaire à TESTARD-FICTIF
    Quand le pharmacien facture et télétransmet la vente en SESAM-Vitale dégradé
    Et le pharmacien numérise une ordonnance en JPEG

  @PRE-NOE-02 @PRE-SCOR-08 @PRE-SCOR-09
  Scénario: L'ARL positif acquiert la pièce
    Quand le pharmacien envoie les pièces du lot
    Et le pharmacien relève l'ARL des pièces
    Et le pharmacien consulte ses factures
    Alors l'écran dit où en est la pièce de chaque facture
    Et la pièce acceptée le reste
    Et chaque retour relevé est dit à l'utilisateur

  @PRE-SCOR-08 @PRE-SCOR-10
  Scénario: L'ARL négatif se dit avec son code
    Étant donné que l'ARL des prochaines pièces sera négatif
    Quand le pharmacien envoie les pièces du lot
    Et le pharmacien relève l'ARL des pièces
    Et le pharmacien consulte ses factures
    Alors le refus des pièces est annoncé avec son code
    Et l'écran dit où en est la pièce de chaque facture

  @PRE-SCOR-08 @PRE-SCOR-09
  Scénario: Refusées, les pièces repartent et sont acceptées
    Étant donné que l'ARL des prochaines pièces sera négatif
    Quand le pharmacien envoie les pièces du lot
    Et le pharmacien relève l'ARL des pièces
    Et le pharmacien numérise une ordonnance en PNG
    Et le pharmacien envoie les pièces du lot
    Et le pharmacien relève l'ARL des pièces
    Et le pharmacien consulte ses factures
    Alors l'écran dit où en est la pièce de chaque facture
    Et la pièce acceptée le reste

  @PRE-SCOR-08
  Scénario: L'ARL qui se perd laisse la pièce envoyée
    Étant donné que l'ARL des prochaines pièces se perdra
    Quand le pharmacien envoie les pièces du lot
    Et le pharmacien relève l'ARL des pièces
    Et le pharmacien consulte ses factures
    Alors l'écran dit où en est la pièce de chaque facture

  @PRE-SCOR-08 @PRE-SCOR-09
  Scénario: L'ARL reçu deux fois ne change rien de plus
    Étant donné que l'ARL des prochaines pièces arrivera deux fois
    Quand le pharmacien envoie les pièces du lot
    Et le pharmacien relève l'ARL des pièces
    Et le pharmacien relève ses retours
    Et le pharmacien consulte ses factures
    Alors l'écran dit où en est la pièce de chaque facture
    Et la pièce acceptée le reste

  @PRE-SCOR-08 @PRE-SCOR-09
  Scénario: L'ARL tardif est pris quand il arrive
    Étant donné que l'ARL des prochaines pièces arrivera au bout de 48 heures
    Quand le pharmacien envoie les pièces du lot
    Et le pharmacien relève l'ARL des pièces
    Et le pharmacien consulte ses factures
    Alors l'écran dit où en est la pièce de chaque facture
    Quand 50 heures passent
    Et le pharmacien relève ses retours
    Et le pharmacien consulte ses factures
    Alors l'écran dit où en est la pièce de chaque facture
    Et la pièce acceptée le reste

  @PRE-SCOR-09
  Scénario: La pièce acceptée n'est plus réclamée
    Quand le pharmacien envoie les pièces du lot
    Et le pharmacien relève l'ARL des pièces
    Et la caisse ne retrouve pas la pièce de la facture
    Et le pharmacien relève ses retours
    Et le pharmacien consulte ses factures
    Alors la pièce acceptée le reste

  @PRE-NOE-20 @PRE-SCOR-09
  Scénario: L'indu annoncé plus tard n'efface pas la pièce acceptée
    Quand le pharmacien envoie les pièces du lot
    Et le pharmacien relève l'ARL des pièces
    Et le pharmacien relève le règlement
    Et la caisse annonce un indu sur la facture, payée il y a 6 mois
    Et le pharmacien relève ses retours
    Et le pharmacien consulte ses factures
    Alors la pièce acceptée le reste
    Et l'indu est annoncé avec sa facture

  @PRE-SCOR-09 @PRE-SCOR-16
  Scénario: La pièce que la caisse réclame est montrée, puis envoyée
    Quand la caisse ne retrouve pas la pièce de la facture
    Et le pharmacien relève ses retours
    Alors la demande de pièce est montrée avec sa facture
    Quand le pharmacien envoie les pièces du lot
    Et le pharmacien relève l'ARL des pièces
    Et le pharmacien consulte ses factures
    Alors la pièce acceptée le reste

  @PRE-SCOR-12 @PRE-SCOR-13 @PRE-SCOR-14
  Plan du scénario: La réclamation part avec <document>
    Quand le pharmacien relève le règlement
    Et la caisse annonce un indu sur la facture, payée il y a 6 mois
    Et le pharmacien relève ses retours
    Et le pharmacien réclame sur la facture, avec <document>
    Alors la réclamation part avec sa pièce
    Et la réclamation nomme sa facture, son assuré et son motif
    Et les pièces partent chiffrées à l'adresse SCOR de leur caisse

    Exemples:
      | document                       |
      | une ordonnance en JPEG         |
      | une ordonnance en PDF numérisé |

  @PRE-SCOR-12 @PRE-SCOR-13
  Scénario: Une réclamation de paiement part sans pièce
    Quand le pharmacien relève l'ARL du lot
    Et le pharmacien réclame sur la facture, au motif "Paiement non reçu à ce jour."
    Alors la réclamation nomme sa facture, son assuré et son motif
    Et la réclamation part avec sa pièce
