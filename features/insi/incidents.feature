# Sources : fautes documentées (siram_40 et insi_101, insi_102 ; siram_100 et desir_550) et plateforme éditeur, qui ne répond jamais 01.
@prescripteur @capacite:insi
Fonctionnalité: Quand la recherche d'INS n'aboutit pas
  Une panne n'est pas une réponse : le logiciel ne dit jamais inconnue une personne que le téléservice n'a pas pu chercher.

  @PRE-INS-21 @PRE-INS-22 @PRE-INS-19
  Scénario: La plateforme éditeur ne trouve pas la personne cherchée avec ses traits
    Étant donné INSi est celui de la plateforme éditeur
    Et le patient saisi :
      | nom de naissance | prénoms | sexe | naissance  |
      | AGRICOLE-FICTIF  | ANSELME | M    | 1962-02-20 |
    Quand le professionnel recherche l'INS
    Alors l'échec de la recherche est annoncé, et non pris pour un inconnu
    Et le code de la recherche refusée ou en échec est montré
    Et une INS n'est montrée que si le téléservice l'a rendue

  @PRE-INS-11 @PRE-INS-07
  Scénario: En production, la même personne est trouvée
    Étant donné le patient saisi :
      | nom de naissance | prénoms | sexe | naissance  |
      | AGRICOLE-FICTIF  | ANSELME | M    | 1962-02-20 |
    Quand le professionnel recherche l'INS
    Alors les prénoms sont essayés un par un, puis ensemble, jusqu'à la réponse 00
    Et l'identité rendue est montrée

  @PRE-INS-21 @PRE-INS-22 @PRE-INS-19
  Scénario: La plateforme éditeur ne trouve pas la personne de la carte
    Étant donné INSi est celui de la plateforme éditeur
    Et la carte Vitale de INCONNUE-FICTIVE, dont la personne 1 est choisie
    Quand le professionnel recherche l'INS
    Alors l'échec de la recherche est annoncé, et non pris pour un inconnu
    Et le code de la recherche refusée ou en échec est montré
    Et une INS n'est montrée que si le téléservice l'a rendue

  @PRE-INS-21 @PRE-INS-19
  Plan du scénario: La recherche échoue : le téléservice <panne>
    Étant donné le patient saisi :
      | nom de naissance | prénoms | sexe | naissance  |
      | EXEMPLARD        | MODELE  | M    | 1972-02-29 |
    Et le téléservice <panne> à chaque recherche par traits
    Quand le professionnel recherche l'INS
    Alors l'échec de la recherche est annoncé, et non pris pour un inconnu
    Et une INS n'est montrée que si le téléservice l'a rendue

    Exemples:
      | panne                                         |
      | déclare la recherche par traits inaccessible  |
      | coupe la connexion                            |
      | répond une erreur HTTP 503                    |
      | répond un message illisible                   |

  @PRE-INS-20 @PRE-INS-22 @PRE-INS-19 @PRE-TLSI-30
  Plan du scénario: La recherche <sorte> est refusée
    Étant donné <préalable>
    Et le téléservice ne reconnaît pas le numéro d'autorisation à chaque recherche <sorte>
    Quand le professionnel recherche l'INS
    Alors le refus de la recherche est annoncé
    Et le code de la recherche refusée ou en échec est montré
    Et une INS n'est montrée que si le téléservice l'a rendue
    Et une demande refusée n'est pas rejouée telle quelle

    Exemples:
      | sorte     | préalable                                                           |
      | par carte | la carte Vitale de MARIAGE-FICTIF, dont la personne 1 est choisie   |

  @PRE-INS-11 @PRE-TLSI-05
  Scénario: Après une panne, la recherche demandée à nouveau aboutit
    Étant donné le patient saisi :
      | nom de naissance | prénoms | sexe | naissance  |
      | EXEMPLARD        | MODELE  | M    | 1972-02-29 |
    Et le téléservice déclare la recherche par traits inaccessible à la prochaine recherche par traits
    Quand le professionnel recherche l'INS
    Et le professionnel recherche l'INS
    Alors l'identité rendue est montrée
    Et aucun identifiant de message ne sert deux fois
