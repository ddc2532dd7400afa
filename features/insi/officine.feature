# Sources : guide INSi vu par DevBox Santé et padoa/tlsi-ins. L'officine cherche l'INS comme le cabinet.
@officine @capacite:insi
Fonctionnalité: Rechercher l'INS à l'officine
  Au comptoir, la carte Vitale d'abord ; sans elle, les traits de la personne.

  @PRE-INS-01 @EF_INS10_01 @EF_INS10_02 @PRE-INS-03 @PRE-INS-04 @PRE-INS-05 @PRE-INS-06 @PRE-INS-07 @PRE-INS-11 @PRE-INS-12 @PRE-INS-13 @PRE-INS-14 @PRE-INS-16 @PRE-INS-17 @PRE-INS-39
  Scénario: Une personne sans carte, cherchée avec ses traits
    Étant donné le patient saisi :
      | nom de naissance     | prénoms          | sexe | naissance  | lieu  | code postal |
      | d'Essai de l'Épreuve | Brucin, Gúntherin | M    | 1990-04-14 | 63999 | 63000       |
    Quand le professionnel recherche l'INS
    Alors chaque recherche d'INS est conforme à son contrat
    Et le nom de naissance est transmis
    Et un prénom au moins est transmis
    Et les noms et prénoms partent en capitales simples
    Et le nom, les prénoms et le sexe transmis sont ceux de la saisie
    Et la date de naissance est transmise telle que saisie
    Et le lieu de naissance transmis est le code officiel géographique
    Et les prénoms sont essayés un par un, puis ensemble, jusqu'à la réponse 00
    Et l'identité rendue est montrée
    Et le matricule et la clé montrés sont ceux de la réponse
    Et l'OID montré est celui de la réponse
    Et les traits montrés sont ceux de la réponse
    Et l'INS de test est montrée comme inutilisable pour des soins, et elle seule
    Et les écarts avec le dossier sont montrés
    Et le certificat logiciel est celui de l'usage

  @PRE-INS-08 @PRE-INS-09 @PRE-INS-10 @PRE-INS-11 @PRE-INS-15
  Scénario: Une carte, la personne choisie, le nom d'usage essayé
    Étant donné la carte Vitale de MARIAGE-FICTIF, dont la personne 1 est choisie
    Quand le professionnel recherche l'INS
    Étant donné la carte Vitale de HISTORIQUE-FICTIF, dont la personne 1 est choisie
    Quand le professionnel recherche l'INS
    Alors le nom d'usage est essayé comme nom de naissance, s'il le faut
    Et la carte est relue, et la personne demandée si la carte a changé
    Et la recherche par carte désigne la personne choisie
    Et l'identité rendue est montrée
    Et les anciens numéros sont montrés comme tels

  @PRE-INS-09 @PRE-INS-19
  Scénario: La carte du client précédent est encore à l'écran
    Étant donné la carte Vitale de EXEMPLARD, dont la personne 2 est choisie
    Et le lecteur contient la carte Vitale de TESTARD-FICTIF au moment du premier appel
    Quand le professionnel recherche l'INS
    Alors la carte est relue, et la personne demandée si la carte a changé
    Et une INS n'est montrée que si le téléservice l'a rendue

  @PRE-INS-02 @PRE-INS-19
  Scénario: La saisie n'a pas de prénom
    Étant donné le patient saisi :
      | nom de naissance | prénoms | sexe | naissance  |
      | EXEMPLARD        |         | M    | 1972-02-29 |
    Quand le professionnel recherche l'INS
    Alors la saisie incomplète est dite, et rien ne part
    Et une INS n'est montrée que si le téléservice l'a rendue

  @Sentinelle.05 @PRE-INS-06 @PRE-INS-11
  Scénario: Deux homonymes au comptoir
    Étant donné le patient saisi :
      | nom de naissance | prénoms | sexe | naissance  |
      | HOMONYME-FICTIF  | DOUBLE  | M    | 1975-05-05 |
    Quand le professionnel recherche l'INS
    Et le professionnel indique le lieu de naissance "69999", de code postal "69000"
    Alors le lieu de naissance est demandé, puis transmis
    Et le lieu de naissance transmis est le code officiel géographique
    Et l'identité rendue est montrée

  @Sentinelle.07 @PRE-INS-07 @PRE-INS-19
  Scénario: Personne ne se trouve
    Étant donné le patient saisi :
      | nom de naissance | prénoms         | sexe | naissance  |
      | INCONNUE-FICTIVE | ABSENTE, ENCORE | F    | 1999-01-01 |
    Quand le professionnel recherche l'INS
    Alors l'absence d'identité est dite
    Et les prénoms sont essayés un par un, puis ensemble, jusqu'à la réponse 00
    Et une INS n'est montrée que si le téléservice l'a rendue

  @PRE-INS-21 @PRE-INS-22 @PRE-INS-19
  Scénario: Sur la plateforme éditeur, une panne n'est pas un inconnu
    Étant donné INSi est celui de la plateforme éditeur
    Et la carte Vitale de INCONNUE-FICTIVE, dont la personne 1 est choisie
    Quand le professionnel recherche l'INS
    Alors l'échec de la recherche est annoncé, et non pris pour un inconnu
    Et le code de la recherche refusée ou en échec est montré
    Et une INS n'est montrée que si le téléservice l'a rendue

  @PRE-INS-20 @PRE-INS-22 @PRE-TLSI-30
  Scénario: La recherche est refusée
    Étant donné la carte Vitale de EXEMPLARD, dont la personne 1 est choisie
    Et le téléservice ne reconnaît pas le numéro d'autorisation à chaque recherche par carte
    Quand le professionnel recherche l'INS
    Alors le refus de la recherche est annoncé
    Et le code de la recherche refusée ou en échec est montré
    Et une demande refusée n'est pas rejouée telle quelle

  @PRE-INS-18 @PRE-INS-12 @PRE-INS-24
  Scénario: Une réponse réelle de Corse, puis une réponse aux clés fausses
    Étant donné le patient saisi :
      | nom de naissance | prénoms  | sexe | naissance  | lieu  |
      | REPONSE-FICTIVE  | DOMINICA | F    | 1997-02-26 | 2A999 |
    Et INSi répond une personne née en Corse, de lieu 20999 à la prochaine recherche par traits
    Quand le professionnel recherche l'INS
    Étant donné le patient saisi :
      | nom de naissance | prénoms | sexe | naissance  |
      | REPONSE-FICTIVE  | GATIEN  | M    | 1981-03-24 |
    Et INSi répond une identité dont les clés sont fausses à la prochaine recherche par traits
    Quand le professionnel recherche l'INS
    Alors la réponse particulière est lue et montrée
    Et le matricule et la clé montrés sont ceux de la réponse
    Et le lieu corse est reconnu sous ses deux codes
