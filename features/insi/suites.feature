# Sources : guide INSi vu par DevBox Santé ; l'INS n'est qualifiée que par une réponse d'INSi.
@prescripteur @capacite:insi
Fonctionnalité: De l'INS trouvée à l'ordonnance
  L'INS que le téléservice rend est celle que portent les messages qui suivent ; aucune autre ne la remplace.

  @PRE-INS-19 @PRE-INS-11 @Sentinelle.07
  Scénario: L'identité d'un patient ne reste pas à l'écran du suivant
    Étant donné le patient saisi :
      | nom de naissance | prénoms | sexe | naissance  |
      | EXEMPLARD        | MODELE  | M    | 1972-02-29 |
    Quand le professionnel recherche l'INS
    Étant donné le patient saisi :
      | nom de naissance | prénoms | sexe | naissance  |
      | INCONNUE-FICTIVE | ABSENTE | F    | 1999-01-01 |
    Quand le professionnel recherche l'INS
    Alors l'identité rendue est montrée
    Et l'absence d'identité est dite
    Et une INS n'est montrée que si le téléservice l'a rendue

  @PRE-INS-23 @PRE-EP4-02 @PRE-ID-01
  Scénario: L'ordonnance d'une personne trouvée avec ses traits
    Étant donné le patient saisi :
      | nom de naissance | prénoms    | sexe | naissance  |
      | d'Æssai--l'Œuvre | Hélène-Zoé | F    | 1988-03-09 |
    Quand le professionnel recherche l'INS
    Et le prescripteur transmet une ordonnance pour la personne trouvée
    Alors l'ordonnance porte l'INS et le nom rendus par INSi
    Et l'ordonnance est enregistrée une fois et une seule
    Et la clé de chaque matricule INS est juste

  @PRE-INS-23 @PRE-EP4-02
  Scénario: L'ordonnance d'une personne dont la carte porte un ancien numéro
    Étant donné la carte Vitale de HISTORIQUE-FICTIF, dont la personne 1 est choisie
    Quand le professionnel recherche l'INS
    Et le prescripteur transmet une ordonnance pour la personne trouvée
    Alors l'ordonnance porte l'INS et le nom rendus par INSi
    Et l'ordonnance est enregistrée une fois et une seule
