# Sources : annexes V3 de la CTPPN du 22 janvier 2025, « Précisions sur les situations d'anomalies du code 2D », sans texte public ; contenu
# décodé du code 2D public ; foire aux questions Smart Rx (code INS).
@officine
Fonctionnalité: Tenir bon devant une anomalie du code 2D
  Le code peut être celui d'un autre, d'une ordonnance que la base ne connaît pas ou ne connaît plus, ou illisible : le pharmacien le sait.

  Règle: Le code est celui d'une ordonnance, mais pas la bonne

    @PRE-OFF-19 @PRE-LEC-01
    Scénario: Le code est celui d'un autre patient que la personne au comptoir
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand TESTARD-FICTIF se présente avec le code 2D de l'ordonnance
      Et TESTARD-FICTIF se présente et le pharmacien consulte l'ordonnance lue
      Alors le logiciel reconnaît l'ordonnance et son identifiant
      Et le pharmacien sait si l'ordonnance est celle de la personne au comptoir

    @PRE-OFF-19
    Scénario: Le numéro saisi est celui de l'ordonnance d'un autre patient
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand TESTARD-FICTIF se présente et le pharmacien saisit l'identifiant imprimé
      Alors le pharmacien sait si l'ordonnance est celle de la personne au comptoir

    @PRE-OFF-19
    Scénario: Un trait d'union perdu ne fait pas une autre personne
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand TESTARD-FICTIF, écrit sans accent ni trait d'union, se présente avec le code 2D de l'ordonnance
      Alors le pharmacien sait si l'ordonnance est celle de la personne au comptoir

    @PRE-LEC-01 @PRE-EP3-13 @PRE-EP3-15 @PRE-EP3-16
    Scénario: Le code est bien formé mais son ordonnance n'est pas dans la base
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand le pharmacien lit le code 2D d'une ordonnance que le téléservice ne connaît pas
      Et le pharmacien consulte l'ordonnance lue
      Alors le logiciel reconnaît l'ordonnance et son identifiant
      Et le pharmacien est averti du refus de la consultation
      Et l'ordonnance n'est dite affichée que si le téléservice l'a donnée
      Et le pharmacien voit le code donné à la consultation

    @PRE-EP3-13 @PRE-EP3-16
    Scénario: Le code d'une ordonnance annulée ne mène pas à une délivrance
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Étant donné que l'ordonnance a été annulée par le prescripteur
      Quand le pharmacien consulte l'ordonnance lue
      Alors le pharmacien est averti du refus de la consultation
      Et le pharmacien voit le code donné à la consultation

  Règle: Le code ne se lit plus, le numéro est saisi à la main

    @PRE-LEC-04 @PRE-EP3-02 @PRE-EP3-04
    Scénario: Le code est abîmé, le numéro imprimé le remplace
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand le pharmacien lit une image où aucun code ne se distingue
      Alors le logiciel dit que le code est illisible et n'appelle rien
      Quand le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
      Alors la consultation porte sur l'identifiant demandé
      Et l'ordonnance donnée par le téléservice est affichée

    @PRE-OFF-20 @PRE-EP3-15
    Plan du scénario: Le numéro est saisi <erreur>
      Étant donné l'ordonnance numérique de EXEMPLARD, dont le numéro a des zéros et des uns :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand le pharmacien saisit le numéro <erreur> et consulte
      Alors le numéro saisi n'est pas corrigé en silence
      Et l'ordonnance n'est dite affichée que si le téléservice l'a donnée

      Exemples:
        | erreur                      |
        | avec un O pour chaque zéro  |
        | avec un I pour chaque un    |
        | sans son dernier caractère  |
