# Sources : guide INSi vu par DevBox Santé (essais 1.02, 1.03, 1.07) et padoa/tlsi-ins. Le contenu de la carte est donné par le banc.
@prescripteur @capacite:insi
Fonctionnalité: Rechercher l'INS avec la carte Vitale
  La carte désigne une personne ; le logiciel la relit avant chaque appel et n'interroge WS_INS1 que pour elle.

  @PRE-INS-01 @PRE-INS-03 @PRE-INS-10 @PRE-INS-11 @PRE-INS-12 @PRE-INS-13 @PRE-INS-14 @PRE-INS-16 @PRE-TLSI-28
  Scénario: Le titulaire de la carte
    Étant donné la carte Vitale de TESTARD-FICTIF, dont la personne 1 est choisie
    Quand le professionnel recherche l'INS
    Alors chaque recherche d'INS est conforme à son contrat
    Et les noms et prénoms partent en capitales simples
    Et la recherche par carte désigne la personne choisie
    Et l'identité rendue est montrée
    Et le matricule et la clé montrés sont ceux de la réponse
    Et l'OID montré est celui de la réponse
    Et les traits montrés sont ceux de la réponse
    Et l'INS de test est montrée comme inutilisable pour des soins, et elle seule
    Et le bénéficiaire du ContexteBAM est le patient du message

  @PRE-INS-10 @PRE-INS-11 @PRE-INS-12
  Plan du scénario: <qui>
    Étant donné la carte Vitale de <carte>, dont la personne <rang> est choisie
    Quand le professionnel recherche l'INS
    Alors la recherche par carte désigne la personne choisie
    Et l'identité rendue est montrée
    Et le matricule et la clé montrés sont ceux de la réponse

    Exemples:
      | qui                                                  | carte          | rang |
      | Un enfant sans matricule propre                      | TESTARD-FICTIF | 2    |
      | Sa sœur jumelle, que seul le rang de naissance sépare | TESTARD-FICTIF | 3    |
      | Un conjoint qui a son propre matricule               | EXEMPLARD      | 2    |

  @PRE-INS-12 @PRE-INS-15
  Scénario: Une carte qui porte un ancien numéro
    Étant donné la carte Vitale de HISTORIQUE-FICTIF, dont la personne 1 est choisie
    Quand le professionnel recherche l'INS
    Alors le matricule et la clé montrés sont ceux de la réponse
    Et les anciens numéros sont montrés comme tels

  @PRE-INS-09 @PRE-INS-19
  Scénario: Personne n'est choisi sur une carte de famille
    Étant donné la carte Vitale de TESTARD-FICTIF, sans personne choisie
    Quand le professionnel recherche l'INS
    Alors la carte est relue, et la personne demandée si la carte a changé
    Et une INS n'est montrée que si le téléservice l'a rendue

  @PRE-INS-09 @PRE-INS-19
  Scénario: La carte change entre le choix de la personne et l'appel
    Étant donné la carte Vitale de TESTARD-FICTIF, dont la personne 2 est choisie
    Et le lecteur contient la carte Vitale de EXEMPLARD au moment du premier appel
    Quand le professionnel recherche l'INS
    Alors la carte est relue, et la personne demandée si la carte a changé
    Et une INS n'est montrée que si le téléservice l'a rendue

  @PRE-INS-09 @PRE-INS-10 @PRE-INS-11
  Scénario: La personne choisie à nouveau sur la nouvelle carte est trouvée
    Étant donné la carte Vitale de TESTARD-FICTIF, dont la personne 2 est choisie
    Et le lecteur contient la carte Vitale de EXEMPLARD au moment du premier appel
    Quand le professionnel recherche l'INS
    Étant donné la carte Vitale de EXEMPLARD, dont la personne 1 est choisie
    Quand le professionnel recherche l'INS
    Alors la carte est relue, et la personne demandée si la carte a changé
    Et la recherche par carte désigne la personne choisie
    Et l'identité rendue est montrée

  @PRE-INS-09 @PRE-INS-19
  Scénario: La carte change avant la recherche avec le nom d'usage
    Étant donné la carte Vitale de MARIAGE-FICTIF, dont la personne 1 est choisie
    Et le lecteur contient la carte Vitale de EXEMPLARD au moment du deuxième appel
    Quand le professionnel recherche l'INS
    Alors la carte est relue, et la personne demandée si la carte a changé
    Et une INS n'est montrée que si le téléservice l'a rendue

  @PRE-INS-08 @PRE-INS-11 @PRE-INS-14
  Scénario: La personne se trouve sous le nom d'usage de la carte
    Étant donné la carte Vitale de MARIAGE-FICTIF, dont la personne 1 est choisie
    Quand le professionnel recherche l'INS
    Alors le nom d'usage est essayé comme nom de naissance, s'il le faut
    Et l'identité rendue est montrée
    Et les traits montrés sont ceux de la réponse

  @PRE-INS-08 @Sentinelle.07 @PRE-INS-19
  Scénario: Personne ne se trouve et la carte n'a pas de nom d'usage
    Étant donné la carte Vitale de INCONNUE-FICTIVE, dont la personne 1 est choisie
    Quand le professionnel recherche l'INS
    Alors le nom d'usage est essayé comme nom de naissance, s'il le faut
    Et l'absence d'identité est dite
    Et une INS n'est montrée que si le téléservice l'a rendue

  @PRE-INS-14 @PRE-INS-17
  Plan du scénario: Le dossier local diffère par <quoi>
    Étant donné la carte Vitale de TESTARD-FICTIF, dont la personne 1 est choisie
    Et le dossier du patient :
      | nom de naissance | prénoms   | sexe   | naissance   | lieu   |
      | <nom>            | <prénoms> | <sexe> | <naissance> | <lieu> |
    Quand le professionnel recherche l'INS
    Alors les traits montrés sont ceux de la réponse
    Et les écarts avec le dossier sont montrés

    Exemples:
      | quoi                            | nom            | prénoms | sexe | naissance  | lieu  |
      | rien                            | Testard-Fictif | Essaie  | F    | 1984-07-14 | 63999 |
      | la date et le lieu de naissance | TESTARD-FICTIF | ESSAIE  | F    | 1984-07-15 | 63998 |
      | le nom et le sexe               | TESTARD        | ESSAIE  | M    | 1984-07-14 | 63999 |
      | le prénom                       | TESTARD-FICTIF | EMMA    | F    | 1984-07-14 |       |
