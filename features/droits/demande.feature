# Sources : ADRi (requête et en-tête publics) ; catalogue requirements/adri.yaml.
@officine @capacite:adri
Fonctionnalité: Demander les droits d'un patient
  La demande désigne le bénéficiaire et la date des soins, de la même façon dans le corps et dans l'en-tête.

  Règle: La carte Vitale désigne l'assuré, le bénéficiaire et l'organisme

    @PRE-ADR-01 @PRE-ADR-02 @PRE-ADR-03 @PRE-ADR-06 @PRE-ADR-07 @PRE-ADR-08 @PRE-ADR-09 @PRE-ADR-10 @PRE-ADR-12 @PRE-ADR-40
    Scénario: L'assurée présente sa carte
      Quand la carte Vitale de PARENTE-FICTIVE est lue
      Et les droits de PARENTE-FICTIVE sont consultés par la carte
      Alors les bénéficiaires de la carte sont proposés
      Et ADRi est interrogé
      Et le message de droits est conforme à son contrat
      Et la date de référence est celle des soins
      Et le NIR demandé est celui de l'assuré
      Et le NIR certifié n'est transmis que s'il est connu
      Et le ContexteBAM est rempli
      Et le ContexteBAM dit la même chose que la demande
      Et l'assertion de la carte ou de l'application accompagne l'appel
      Et les droits donnés par ADRi sont affichés

    @PRE-ADR-04 @PRE-ADR-06 @PRE-ADR-07 @PRE-ADR-13
    Scénario: L'enfant sur la carte de sa mère
      Quand la carte Vitale de PARENTE-FICTIVE est lue
      Et les droits de ENFANT-FICTIF sont consultés par la carte
      Alors la date de naissance demandée est celle du bénéficiaire
      Et le NIR demandé est celui de l'assuré
      Et le NIR certifié n'est transmis que s'il est connu
      Et le bénéficiaire affiché est celui de la réponse

    @PRE-ADR-05 @PRE-ADR-09 @PRE-ADR-13 @PRE-ADR-16
    Scénario: Le second jumeau n'est pas le premier
      Quand la carte Vitale de PARENTE-FICTIVE est lue
      Et les droits de SECOND-JUMEAU sont consultés par la carte
      Alors le rang demandé est celui du bénéficiaire
      Et le ContexteBAM dit la même chose que la demande
      Et le bénéficiaire affiché est celui de la réponse
      Et les exonérations affichées sont celles de la réponse

    @PRE-ADR-02 @PRE-ADR-06 @PRE-ADR-07 @PRE-ADR-12
    Scénario: Le nouveau-né n'a pas encore de NIR
      Quand la carte Vitale de PARENTE-FICTIVE est lue
      Et les droits de NOURRISSON-FICTIF sont consultés par la carte
      Alors ADRi est interrogé
      Et le NIR demandé est celui de l'assuré
      Et le NIR certifié n'est transmis que s'il est connu
      Et les droits donnés par ADRi sont affichés

    @PRE-ADR-02 @PRE-ADR-04 @PRE-ADR-05 @PRE-ADR-13
    Scénario: Plusieurs bénéficiaires d'une même carte, l'un après l'autre
      Quand la carte Vitale de PARENTE-FICTIVE est lue
      Et les droits de PREMIER-JUMEAU sont consultés par la carte
      Et les droits de SECOND-JUMEAU sont consultés par la carte
      Et les droits de ENFANT-FICTIF sont consultés par la carte
      Alors ADRi est interrogé
      Et la date de naissance demandée est celle du bénéficiaire
      Et le rang demandé est celui du bénéficiaire
      Et le bénéficiaire affiché est celui de la réponse

    @PRE-ADR-08 @PRE-ADR-09 @PRE-ADR-10
    Scénario: Une carte chasse l'autre
      Quand la carte Vitale de TESTARD-FICTIF est lue
      Et les droits de TESTARD-FICTIF sont consultés par la carte
      Et la carte Vitale de CHEMINOT-FICTIF est lue
      Et les droits de CHEMINOT-FICTIF sont consultés par la carte
      Alors le ContexteBAM est rempli
      Et le ContexteBAM dit la même chose que la demande
      Et l'assertion de la carte ou de l'application accompagne l'appel

  Règle: Sans carte, l'application ou le NIR désignent le patient

    @PRE-ADR-07 @PRE-ADR-08 @PRE-ADR-09 @PRE-ADR-10 @PRE-ADR-12
    Scénario: L'application carte Vitale
      Quand les droits de CHRONIQUE-FICTIVE sont consultés par l'application carte Vitale
      Alors le NIR certifié n'est transmis que s'il est connu
      Et le ContexteBAM est rempli
      Et le ContexteBAM dit la même chose que la demande
      Et l'assertion de la carte ou de l'application accompagne l'appel
      Et les droits donnés par ADRi sont affichés

    @PRE-ADR-07 @PRE-ADR-08 @PRE-ADR-10 @PRE-ADR-11 @PRE-ADR-12
    Scénario: Le NIR saisi au comptoir
      Quand les droits de SECOND-JUMEAU sont consultés par le NIR
      Alors la clé de chaque NIR transmis est juste
      Et le NIR certifié n'est transmis que s'il est connu
      Et le ContexteBAM est rempli
      Et l'assertion de la carte ou de l'application accompagne l'appel
      Et les droits donnés par ADRi sont affichés

    @PRE-ADR-11
    Scénario: Un NIR saisi avec une clé fausse ne part pas
      Quand les droits de TESTARD-FICTIF sont consultés par le NIR, saisi avec une clé fausse
      Alors la clé fausse est arrêtée par le logiciel

    @PRE-ADR-11 @PRE-ADR-06
    Scénario: Le NIR d'une personne née en Corse
      Quand les droits de TESTINACCI sont consultés par le NIR
      Alors la clé de chaque NIR transmis est juste
      Et le NIR demandé est celui de l'assuré

    @PRE-ADR-02 @PRE-ADR-06 @PRE-ADR-12
    Scénario: Un NIR provisoire est un NIR comme un autre pour ADRi
      Quand les droits de PROVISOIRE-FICTIVE sont consultés par le NIR
      Alors ADRi est interrogé
      Et le NIR demandé est celui de l'assuré
      Et les droits donnés par ADRi sont affichés

  Règle: La date de référence est celle des soins

    @PRE-ADR-03 @PRE-ADR-15
    Scénario: Des soins de la semaine passée, avant la fermeture des droits
      Étant donné que les droits de TESTARD-FICTIF sont fermés depuis 3 jours
      Quand les droits de TESTARD-FICTIF sont consultés par le NIR pour des soins d'il y a 7 jours
      Alors la date de référence est celle des soins
      Et l'état et les dates des droits affichés sont ceux de la réponse

    @PRE-ADR-03 @PRE-ADR-15 @PRE-ADR-19
    Scénario: Des soins prévus après la fermeture des droits
      Étant donné que les droits de TESTARD-FICTIF se ferment dans 5 jours
      Quand les droits de TESTARD-FICTIF sont consultés par le NIR pour des soins dans 12 jours
      Alors la date de référence est celle des soins
      Et l'état et les dates des droits affichés sont ceux de la réponse
      Et les droits qui ne sont pas ouverts sont annoncés

    @PRE-ADR-02 @PRE-ADR-03 @PRE-ADR-15
    Scénario: La réponse d'un jour ne sert pas à un autre
      Étant donné que les droits de EXEMPLARD sont fermés depuis 2 jours
      Quand les droits de EXEMPLARD sont consultés par le NIR pour des soins d'il y a 10 jours
      Et les droits de EXEMPLARD sont consultés par le NIR
      Alors ADRi est interrogé
      Et la date de référence est celle des soins
      Et l'état et les dates des droits affichés sont ceux de la réponse

  Règle: La lecture de la carte peut échouer

    @PRE-ADR-41
    Plan du scénario: La carte ne se lit pas : <erreur>
      Quand la lecture de la carte Vitale échoue : <erreur>
      Alors l'erreur de lecture de la carte est annoncée

      Exemples:
        | erreur           |
        | carte absente    |
        | carte non valide |
        | carte bloquée    |

    @PRE-ADR-41 @PRE-ADR-42
    Scénario: La carte précédente ne remplace pas celle qui ne se lit pas
      Quand la carte Vitale de PARENTE-FICTIVE est lue
      Et la lecture de la carte Vitale échoue : délai dépassé
      Et les droits de PARENTE-FICTIVE sont consultés par la carte
      Alors l'erreur de lecture de la carte est annoncée
      Et la carte précédente ne sert plus
