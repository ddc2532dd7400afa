# Sources : réponses remises par le CNDA (DevBox Santé, INSi, testcnda), refaites avec des personnes inventées. La plateforme éditeur ne sait
# pas les donner : le banc les donne une fois, puis le téléservice répond de nouveau lui-même.
@prescripteur @capacite:insi
Fonctionnalité: Lire les réponses d'INSi telles qu'elles existent
  De vraies réponses s'écartent du schéma ou de la règle de la clé ; le logiciel les lit et les montre quand même, sans rien y corriger.

  @PRE-INS-18 @PRE-INS-12 @PRE-INS-13 @PRE-INS-14 @PRE-INS-15 @PRE-INS-16
  Plan du scénario: INSi répond <réponse>
    Étant donné le patient saisi :
      | nom de naissance | prénoms   | sexe   | naissance   |
      | REPONSE-FICTIVE  | <prénoms> | <sexe> | <naissance> |
    Et INSi répond <réponse> à la prochaine recherche par traits
    Quand le professionnel recherche l'INS
    Alors la réponse particulière est lue et montrée
    Et le matricule et la clé montrés sont ceux de la réponse
    Et l'OID montré est celui de la réponse
    Et les traits montrés sont ceux de la réponse
    Et les anciens numéros sont montrés comme tels
    Et l'INS de test est montrée comme inutilisable pour des soins, et elle seule

    Exemples:
      | réponse                                                         | prénoms  | sexe | naissance  |
      | une identité dont les dates précèdent le numéro                 | ALMA     | F    | 1984-03-09 |
      | une identité avec son historique, sans prénom usuel             | ALMA     | F    | 1984-03-09 |
      | une identité dont les clés sont fausses                         | GATIEN   | M    | 1981-03-24 |
      | une personne dont le jour et le mois de naissance sont inconnus | ORIGINE  | M    | 1970-00-00 |
      | une INS réelle                                                  | ANSELMIN | M    | 1957-02-20 |
      | une INS de démonstration                                        | GATIEN   | M    | 1981-03-24 |

  @PRE-INS-18 @PRE-INS-14 @PRE-INS-24
  Plan du scénario: Un lieu de naissance corse saisi <lieu> et rendu 20999
    Étant donné le patient saisi :
      | nom de naissance | prénoms  | sexe | naissance  | lieu   |
      | REPONSE-FICTIVE  | DOMINICA | F    | 1997-02-26 | <lieu> |
    Et INSi répond une personne née en Corse, de lieu 20999 à la prochaine recherche par traits
    Quand le professionnel recherche l'INS
    Alors la réponse particulière est lue et montrée
    Et les traits montrés sont ceux de la réponse
    Et le lieu corse est reconnu sous ses deux codes

    Exemples:
      | lieu  |
      | 2A999 |
      | 20999 |

  @PRE-INS-18 @PRE-INS-14 @PRE-INS-17
  Scénario: La réponse contredit la date et le lieu du dossier
    Étant donné le patient saisi :
      | nom de naissance | prénoms | sexe | naissance  | lieu  |
      | REPONSE-FICTIVE  | GATIEN  | M    | 1981-03-24 | 37999 |
    Et INSi répond une identité dont la date et le lieu diffèrent à la prochaine recherche par traits
    Quand le professionnel recherche l'INS
    Alors la réponse particulière est lue et montrée
    Et les traits montrés sont ceux de la réponse
    Et les écarts avec le dossier sont montrés

  @PRE-INS-18 @PRE-INS-12
  Scénario: Une réponse aux clés fausses à la recherche par carte
    Étant donné la carte Vitale de EXEMPLARD, dont la personne 1 est choisie
    Et INSi répond une identité dont les clés sont fausses à la prochaine recherche par carte
    Quand le professionnel recherche l'INS
    Alors la réponse particulière est lue et montrée
    Et le matricule et la clé montrés sont ceux de la réponse

  @PRE-INS-07 @PRE-INS-11 @PRE-INS-19
  Scénario: Une réponse 01, une seule, puis les vraies réponses de la plateforme éditeur
    Étant donné INSi est celui de la plateforme éditeur
    Et le patient saisi :
      | nom de naissance     | prénoms                     | sexe | naissance  |
      | D'ESSAI DE L'EPREUVE | BRUCIN, GUNTHERIN, GORDONIN | M    | 1990-04-14 |
    Et INSi répond aucune identité à la prochaine recherche par traits
    Quand le professionnel recherche l'INS
    Alors les prénoms sont essayés un par un, puis ensemble, jusqu'à la réponse 00
    Et l'identité rendue est montrée
    Et une INS n'est montrée que si le téléservice l'a rendue

  @Sentinelle.05 @PRE-INS-11
  Scénario: Une réponse 02, une seule, puis la vraie réponse avec le lieu
    Étant donné le patient saisi :
      | nom de naissance | prénoms | sexe | naissance  |
      | EXEMPLARD        | MODELE  | M    | 1972-02-29 |
    Et INSi répond plusieurs identités à la prochaine recherche par traits
    Quand le professionnel recherche l'INS
    Et le professionnel indique le lieu de naissance "35999", de code postal "35000"
    Alors le lieu de naissance est demandé, puis transmis
    Et l'identité rendue est montrée

  @PRE-INS-08 @PRE-INS-11
  Scénario: Une réponse 01, une seule, à la recherche par carte
    Étant donné la carte Vitale de MARIAGE-FICTIF, dont la personne 1 est choisie
    Et INSi répond aucune identité à la prochaine recherche par carte
    Quand le professionnel recherche l'INS
    Alors le nom d'usage est essayé comme nom de naissance, s'il le faut
    Et l'identité rendue est montrée
