# Sources : CTPPN pharmaciens du 22/01/2025, section 16 (consignes de saisie, version annoncée). L'interface est supposée.
@officine @capacite:asafo
Fonctionnalité: Chercher une alerte de fausse ordonnance dans ASAFO
  Le pharmacien qui doute cherche un nom ; le logiciel le met sous la forme demandée, dit ce qui est trouvé, et ne décide de rien.

  Règle: Le nom est saisi comme l'Assurance Maladie le demande

    @PRE-ASAFO-02 @PRE-ASAFO-01 @PRE-ASAFO-04 @PRE-ASAFO-05 @PRE-ASAFO-03
    Scénario: Un nom composé, en capitales sur l'ordonnance
      Étant donné une alerte ASAFO porte sur TESTARD-FICTIF : "Ordonnance falsifiée."
      Quand le pharmacien cherche TESTARD-FICTIF dans ASAFO
      Alors un espace tient lieu de tiret dans la recherche
      Et le nom et le prénom cherchés sont en majuscules
      Et la recherche ASAFO porte sur la personne demandée
      Et chaque alerte trouvée est montrée, et aucune autre
      Et la recherche ASAFO est conforme à son contrat

    @PRE-ASAFO-01 @PRE-ASAFO-02 @PRE-ASAFO-05
    Scénario: Le nom et le prénom composés sont en minuscules sur l'ordonnance
      Étant donné une alerte ASAFO porte sur PATIENTE-INVENTEE : "Prescripteur inexistant."
      Quand le pharmacien cherche PATIENTE-INVENTEE dans ASAFO, comme écrit sur l'ordonnance
      Alors le nom et le prénom cherchés sont en majuscules
      Et un espace tient lieu de tiret dans la recherche
      Et chaque alerte trouvée est montrée, et aucune autre

    @PRE-ASAFO-01 @PRE-ASAFO-04 @PRE-ASAFO-05
    Scénario: L'apostrophe d'un nom est gardée
      Étant donné une alerte ASAFO porte sur D'ESSAI DE L'EXEMPLE : "Ordonnance photocopiée."
      Quand le pharmacien cherche D'ESSAI DE L'EXEMPLE dans ASAFO, comme écrit sur l'ordonnance
      Alors le nom et le prénom cherchés sont en majuscules
      Et la recherche ASAFO porte sur la personne demandée
      Et chaque alerte trouvée est montrée, et aucune autre

    @PRE-ASAFO-01 @PRE-ASAFO-05
    Scénario: Les mêmes consignes valent pour la version annoncée
      Étant donné une alerte ASAFO porte sur TESTARD-FICTIF : "Ordonnance falsifiée."
      Et ASAFO est dans sa version annoncée
      Quand le pharmacien cherche TESTARD-FICTIF dans ASAFO, comme écrit sur l'ordonnance
      Alors le nom et le prénom cherchés sont en majuscules
      Et chaque alerte trouvée est montrée, et aucune autre

  Règle: Le pharmacien voit ce qu'ASAFO a répondu

    @PRE-ASAFO-05
    Scénario: Deux alertes portent sur la même personne
      Étant donné une alerte ASAFO porte sur EXEMPLARD : "Ordonnance falsifiée."
      Et une alerte ASAFO porte sur EXEMPLARD : "Ordonnancier volé."
      Et une alerte ASAFO porte sur TESTINACCI : "Ordonnance photocopiée."
      Quand le pharmacien cherche EXEMPLARD dans ASAFO
      Alors chaque alerte trouvée est montrée, et aucune autre

    @PRE-ASAFO-06 @PRE-ASAFO-07 @PRE-ASAFO-04
    Scénario: Aucune alerte ne porte sur la personne
      Étant donné une alerte ASAFO porte sur EXEMPLARD : "Ordonnance falsifiée."
      Quand le pharmacien cherche TESTINACCI dans ASAFO
      Alors le pharmacien lit qu'aucune alerte n'a été trouvée
      Et l'absence d'alerte n'est dite que si ASAFO l'a répondu
      Et la recherche ASAFO porte sur la personne demandée

    @PRE-ASAFO-05 @PRE-ASAFO-06
    Scénario: Une personne est cherchée après une autre
      Étant donné une alerte ASAFO porte sur EXEMPLARD : "Ordonnance falsifiée."
      Quand le pharmacien cherche EXEMPLARD dans ASAFO
      Et le pharmacien cherche TESTINACCI dans ASAFO
      Alors chaque alerte trouvée est montrée, et aucune autre
      Et le pharmacien lit qu'aucune alerte n'a été trouvée

  Règle: Une recherche qui n'aboutit pas n'innocente personne

    @PRE-ASAFO-08 @PRE-ASAFO-07
    Plan du scénario: ASAFO ne répond pas : le téléservice <panne>
      Étant donné le téléservice <panne> à chaque recherche ASAFO
      Quand le pharmacien cherche EXEMPLARD dans ASAFO
      Alors le pharmacien est averti que la recherche ASAFO n'a pas abouti
      Et l'absence d'alerte n'est dite que si ASAFO l'a répondu

      Exemples:
        | panne                       |
        | coupe la connexion          |
        | répond une erreur HTTP 503  |
        | oppose un refus             |

  Règle: Le logiciel ne décide pas à la place du pharmacien

    @PRE-ASAFO-05 @PRE-ASAFO-09
    Scénario: Après vérification auprès du prescripteur, l'ordonnance est délivrée
      Étant donné une alerte ASAFO porte sur TESTARD-FICTIF : "Ordonnance falsifiée."
      Et l'ordonnance numérique de TESTARD-FICTIF :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Quand le pharmacien cherche TESTARD-FICTIF dans ASAFO
      Et le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
      Et le pharmacien délivre toute l'ordonnance
      Alors chaque alerte trouvée est montrée, et aucune autre
      Et l'alerte ASAFO n'empêche pas la délivrance
