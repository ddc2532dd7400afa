# Sources : guide INSi vu par DevBox Santé (EF_INS10_01, EF_INS10_02, Sentinelle.05, Sentinelle.07, essais 2.01 à 2.08) et padoa/tlsi-ins.
@prescripteur @capacite:insi
Fonctionnalité: Rechercher l'INS avec les traits d'identité
  L'utilisateur saisit les traits ; le logiciel les met en forme, interroge WS_INS2 et montre l'identité rendue.

  Règle: La demande

    @PRE-INS-01 @EF_INS10_01 @EF_INS10_02 @PRE-INS-03 @PRE-INS-04 @PRE-INS-05 @PRE-INS-06 @PRE-INS-07 @PRE-INS-39
    Scénario: Une personne cherchée avec tous ses traits
      Étant donné le patient saisi :
        | nom de naissance | prénoms | sexe | naissance  | lieu  | code postal |
        | TESTARD-FICTIF   | ESSAIE  | F    | 1984-07-14 | 63999 | 63000       |
      Quand le professionnel recherche l'INS
      Alors chaque recherche d'INS est conforme à son contrat
      Et le nom de naissance est transmis
      Et un prénom au moins est transmis
      Et les noms et prénoms partent en capitales simples
      Et le nom, les prénoms et le sexe transmis sont ceux de la saisie
      Et la date de naissance est transmise telle que saisie
      Et le lieu de naissance transmis est le code officiel géographique
      Et les prénoms sont essayés un par un, puis ensemble, jusqu'à la réponse 00
      Et le certificat logiciel est celui de l'usage

    @PRE-INS-03 @PRE-INS-04 @PRE-INS-11
    Plan du scénario: La saisie porte <particularité>
      Étant donné le patient saisi :
        | nom de naissance | prénoms   | sexe   | naissance   |
        | <nom>            | <prénoms> | <sexe> | <naissance> |
      Quand le professionnel recherche l'INS
      Alors les noms et prénoms partent en capitales simples
      Et le nom, les prénoms et le sexe transmis sont ceux de la saisie
      Et l'identité rendue est montrée

      Exemples:
        | particularité                                   | nom                  | prénoms      | sexe | naissance  |
        | des accents, des ligatures et un double tiret   | d'Æssai--l'Œuvre     | Hélène-Zoé   | F    | 1988-03-09 |
        | une apostrophe typographique                    | D’ESSAI DE L’ÉPREUVE | Guntherin    | M    | 1990-04-14 |
        | des minuscules et un tiret                      | patiente-inventée    | jean-fictive | F    | 1991-05-22 |

    @PRE-INS-05 @PRE-INS-07 @PRE-INS-11 @PRE-INS-14
    Plan du scénario: La date de naissance ne dit que <précision>
      Étant donné le patient saisi :
        | nom de naissance | prénoms   | sexe   | naissance   |
        | <nom>            | <prénoms> | <sexe> | <naissance> |
      Quand le professionnel recherche l'INS
      Alors la date de naissance est transmise telle que saisie
      Et les prénoms sont essayés un par un, puis ensemble, jusqu'à la réponse 00
      Et l'identité rendue est montrée
      Et les traits montrés sont ceux de la réponse

      Exemples:
        | précision | nom             | prénoms     | sexe | naissance  |
        | l'année   | LUNAIRE-FICTIVE | ORIGINELLE  | F    | 1955-00-00 |

    @PRE-INS-06 @PRE-INS-11 @PRE-INS-24
    Plan du scénario: Un lieu de naissance corse saisi sous le code <lieu>
      Étant donné le patient saisi :
        | nom de naissance | prénoms   | sexe   | naissance   | lieu   | code postal |
        | <nom>            | <prénoms> | <sexe> | <naissance> | <lieu> | 20000       |
      Quand le professionnel recherche l'INS
      Alors le lieu de naissance transmis est le code officiel géographique
      Et l'identité rendue est montrée
      Et le lieu corse est reconnu sous ses deux codes

      Exemples:
        | lieu  | nom            | prénoms | sexe | naissance  |
        | 2A999 | TESTINACCI     | FICTIVA | F    | 1980-09-09 |
        | 20999 | ESSAINELLI     | MODELLU | M    | 1959-12-31 |
        | 2B999 | ANCIANI-FICTIF | TESTU   | M    | 1970-09-21 |

    @PRE-INS-02 @PRE-INS-19
    Plan du scénario: La saisie est incomplète : <manque>
      Étant donné le patient saisi :
        | nom de naissance | prénoms   | sexe | naissance  |
        | <nom>            | <prénoms> | M    | 1972-02-29 |
      Quand le professionnel recherche l'INS
      Alors la saisie incomplète est dite, et rien ne part
      Et une INS n'est montrée que si le téléservice l'a rendue

      Exemples:
        | manque                  | nom       | prénoms |
        | pas de nom de naissance |           | MODELE  |
        | pas de prénom           | EXEMPLARD |         |

  Règle: L'ordre des recherches

    @PRE-INS-07 @PRE-INS-04 @PRE-INS-11
    Plan du scénario: Trois prénoms, la personne se trouve <quand>
      Étant donné le patient saisi :
        | nom de naissance     | prénoms   | sexe | naissance  |
        | D'ESSAI DE L'EPREUVE | <prénoms> | M    | 1990-04-14 |
      Quand le professionnel recherche l'INS
      Alors les prénoms sont essayés un par un, puis ensemble, jusqu'à la réponse 00
      Et le nom, les prénoms et le sexe transmis sont ceux de la saisie
      Et l'identité rendue est montrée

      Exemples:
        | quand             | prénoms                      |
        | avec le premier   | GUNTHERIN, BRUCIN, GORDONIN  |
        | avec le deuxième  | BRUCIN, GUNTHERIN, GORDONIN  |
        | avec le troisième | BRUCIN, GORDONIN, GUNTHERIN  |

    @PRE-INS-07 @PRE-INS-11 @PRE-INS-12 @PRE-TLSI-05 @PRE-TLSI-19 @PRE-TLSI-24
    Scénario: La personne ne se trouve qu'avec tous les prénoms ensemble
      Étant donné le patient saisi :
        | nom de naissance  | prénoms        | sexe | naissance  |
        | COMPOSEE-FICTIVE  | MARIE, FICTIVE | F    | 1985-05-12 |
      Quand le professionnel recherche l'INS
      Alors les prénoms sont essayés un par un, puis ensemble, jusqu'à la réponse 00
      Et l'identité rendue est montrée
      Et le matricule et la clé montrés sont ceux de la réponse
      Et aucun identifiant de message ne sert deux fois
      Et l'identifiant du ContexteLPS est neuf à chaque appel
      Et l'identifiant du ContexteBAM est neuf à chaque appel

    @PRE-INS-07 @Sentinelle.07 @PRE-INS-19
    Plan du scénario: Personne ne se trouve, avec <combien>
      Étant donné le patient saisi :
        | nom de naissance | prénoms   | sexe | naissance  |
        | INCONNUE-FICTIVE | <prénoms> | F    | 1999-01-01 |
      Quand le professionnel recherche l'INS
      Alors les prénoms sont essayés un par un, puis ensemble, jusqu'à la réponse 00
      Et l'absence d'identité est dite
      Et une INS n'est montrée que si le téléservice l'a rendue

      Exemples:
        | combien         | prénoms          |
        | un seul prénom  | ABSENTE          |
        | deux prénoms    | ABSENTE, ENCORE  |

    @Sentinelle.05 @PRE-INS-06 @PRE-INS-11 @PRE-INS-19
    Scénario: Plusieurs personnes se trouvent, le lieu de naissance en désigne une
      Étant donné le patient saisi :
        | nom de naissance | prénoms | sexe | naissance  |
        | HOMONYME-FICTIF  | DOUBLE  | M    | 1975-05-05 |
      Quand le professionnel recherche l'INS
      Et le professionnel indique le lieu de naissance "33999", de code postal "33000"
      Alors le lieu de naissance est demandé, puis transmis
      Et le lieu de naissance transmis est le code officiel géographique
      Et l'identité rendue est montrée
      Et une INS n'est montrée que si le téléservice l'a rendue

    @Sentinelle.05 @Sentinelle.07 @PRE-INS-19
    Scénario: Plusieurs personnes se trouvent, aucune n'est née au lieu indiqué
      Étant donné le patient saisi :
        | nom de naissance | prénoms | sexe | naissance  |
        | HOMONYME-FICTIF  | DOUBLE  | M    | 1975-05-05 |
      Quand le professionnel recherche l'INS
      Et le professionnel indique le lieu de naissance "44999", de code postal "44000"
      Alors le lieu de naissance est demandé, puis transmis
      Et l'absence d'identité est dite
      Et une INS n'est montrée que si le téléservice l'a rendue

  Règle: L'identité montrée est l'identité rendue

    @PRE-INS-11 @PRE-INS-12 @PRE-INS-13 @PRE-INS-14 @PRE-INS-16 @PRE-INS-17
    Scénario: Le numéro, l'OID et les traits
      Étant donné le patient saisi :
        | nom de naissance | prénoms | sexe | naissance  | lieu  |
        | EXEMPLARD        | MODELE  | M    | 1972-02-29 | 35999 |
      Quand le professionnel recherche l'INS
      Alors l'identité rendue est montrée
      Et le matricule et la clé montrés sont ceux de la réponse
      Et l'OID montré est celui de la réponse
      Et les traits montrés sont ceux de la réponse
      Et l'INS de test est montrée comme inutilisable pour des soins, et elle seule
      Et les écarts avec le dossier sont montrés

    @PRE-INS-12 @PRE-INS-14 @PRE-INS-15
    Scénario: Les anciens numéros restent des anciens numéros
      Étant donné le patient saisi :
        | nom de naissance  | prénoms       | sexe | naissance  |
        | HISTORIQUE-FICTIF | PIERRE-MODELE | M    | 2009-07-14 |
      Quand le professionnel recherche l'INS
      Alors le matricule et la clé montrés sont ceux de la réponse
      Et les anciens numéros sont montrés comme tels
      Et les traits montrés sont ceux de la réponse

    @PRE-INS-12 @PRE-INS-13 @PRE-INS-16
    Scénario: Un numéro d'attente (NIA) garde son OID et peut servir
      Étant donné le patient saisi :
        | nom de naissance  | prénoms   | sexe | naissance  |
        | PROVISOIRE-FICTIF | MATRICULE | M    | 2009-07-01 |
      Quand le professionnel recherche l'INS
      Alors le matricule et la clé montrés sont ceux de la réponse
      Et l'OID montré est celui de la réponse
      Et l'INS de test est montrée comme inutilisable pour des soins, et elle seule
