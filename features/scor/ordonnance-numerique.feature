# Source : 000_f37ea90dc7ea625a.txt (CTPPN du 22 janvier 2025), section 11 : des officines équipées « arrêtent d'envoyer les PJ dans SCOR » ; que la pièce ne soit plus
# due quand le téléservice a reçu l'exécution et sa facturation est supposé.
@officine @session:messagerie @capacite:teletransmission @capacite:scor
Fonctionnalité: N'envoyer que les pièces dues
  L'ordonnance numérique exécutée et facturée par le téléservice n'a pas de pièce à envoyer ; les autres factures du lot gardent la leur.

  Contexte:
    Étant donné l'ordonnance numérique de TESTARD-FICTIF :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 5 jours | 1        |
    Et une vente ordinaire à TESTARD-FICTIF
    Quand le pharmacien lit le code 2D de l'ordonnance
    Et le pharmacien consulte l'ordonnance lue
    Et le pharmacien délivre toute l'ordonnance

  @PRE-SCOR-08
  Scénario: La délivrance facturée par le téléservice ne doit rien
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale dégradé
    Et le pharmacien consulte ses factures
    Alors l'écran dit où en est la pièce de chaque facture

  @PRE-SCOR-05 @PRE-SCOR-06 @PRE-SCOR-07
  Scénario: Dans un lot mêlé, seule la facture sans ordonnance numérique envoie sa pièce
    Quand le pharmacien facture la vente et sa délivrance en SESAM-Vitale dégradé
    Et le pharmacien numérise une ordonnance en PNG
    Et le pharmacien facture la vente en SESAM-Vitale dégradé
    Et le pharmacien numérise une ordonnance en JPEG
    Et toutes les factures sont télétransmises
    Et le pharmacien envoie les pièces du lot
    Alors aucune pièce ne part pour une ordonnance numérique facturée par le téléservice
    Et chaque facture dégradée du lot a sa pièce
    Et les pièces nomment un lot parti et ses factures

  @V3 @PRE-SCOR-06 @PRE-SCOR-07 @PRE-SCOR-08
  Scénario: La facturation que le téléservice n'a pas prise laisse la pièce due
    Étant donné que le téléservice oppose un refus à chaque facturation
    Quand le pharmacien facture et télétransmet la vente et sa délivrance en SESAM-Vitale dégradé
    Et le pharmacien consulte ses factures
    Alors l'écran dit où en est la pièce de chaque facture
    Quand le pharmacien numérise une ordonnance en JPEG
    Et le pharmacien envoie les pièces du lot
    Alors chaque facture dégradée du lot a sa pièce
    Et aucune pièce ne part pour une ordonnance numérique facturée par le téléservice
