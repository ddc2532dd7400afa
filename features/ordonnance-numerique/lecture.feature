# Sources : contenu décodé du code 2D public ; foire aux questions Smart Rx (code INS) ; annexe V3 (anomalies du code 2D).
@officine
Fonctionnalité: Lire le code présenté au comptoir
  Le logiciel de l'officine reconnaît ce que le patient présente, le dit, et n'appelle le téléservice que pour une ordonnance.

  @PRE-LEC-01 @PRE-LEC-02
  Plan du scénario: Le code 2D est celui d'une ordonnance de <patient>
    Étant donné l'ordonnance numérique de <patient> :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 5 jours | 1        |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Alors le logiciel reconnaît l'ordonnance et son identifiant
    Et le patient et le prescripteur lus sont ceux du code 2D

    Exemples:
      | patient              |
      | TESTARD-FICTIF       |
      | D'ESSAI DE L'EXEMPLE |
      | LUNAIRE-FICTIF       |

  @PRE-LEC-01 @PRE-LEC-02
  Scénario: Le code 2D porte aussi le RPPS d'un remplaçant
    Étant donné l'ordonnance numérique de EXEMPLARD, rédigée par un remplaçant :
      | produit   | posologie             | durée   | quantité |
      | doliprane | 1 comprimé si douleur | 5 jours | 1        |
    Quand le pharmacien lit le code 2D de l'ordonnance
    Alors le logiciel reconnaît l'ordonnance et son identifiant
    Et le patient et le prescripteur lus sont ceux du code 2D

  @PRE-LEC-03
  Plan du scénario: Le code est celui de l'identité INS de <patient>
    Quand le pharmacien lit le code INS de <patient>
    Alors le logiciel reconnaît un code INS, le dit et n'appelle rien

    Exemples:
      | patient        |
      | TESTARD-FICTIF |
      | TESTINACCI     |

  @PRE-LEC-04
  Scénario: Le code est froissé
    Quand le pharmacien lit une image où aucun code ne se distingue
    Alors le logiciel dit que le code est illisible et n'appelle rien

  @PRE-LEC-05
  Plan du scénario: Le code est lisible mais n'est pas celui d'une ordonnance : <nature>
    Quand le pharmacien lit un code dont le contenu est "<contenu>"
    Alors le logiciel dit que le code est inconnu et n'appelle rien

    Exemples:
      | nature               | contenu                               |
      | une adresse          | https://exemple.invalid/menu          |
      | un texte             | Bonjour                               |
      | du JSON étranger     | {\"type\":\"billet\",\"n\":42}     |
      | un identifiant seul  | 01S2TBPZ2JCNZZYGHZ                    |
