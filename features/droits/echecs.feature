# Sources : ADRi, erreur siram_40 / FASIBEN et rejets rapportés ; CTPPN du 22 janvier 2025, section 12.
@officine @capacite:adri
Fonctionnalité: Quand ADRi ne répond pas
  Le logiciel dit ce qui s'est passé et n'invente aucun droit.

  Règle: Un échec est un échec, pas des droits fermés

    @PRE-ADR-21 @PRE-ADR-23 @PRE-ADR-24
    Scénario: Le service amont est fermé
      Étant donné que le service amont des droits est fermé
      Quand la carte Vitale de TESTARD-FICTIF est lue
      Et les droits de TESTARD-FICTIF sont consultés par la carte
      Alors l'échec de la consultation des droits est annoncé
      Et le code donné par ADRi est montré
      Et aucun droit n'est inventé

    @PRE-ADR-21 @PRE-ADR-24
    Plan du scénario: Le téléservice <panne>
      Étant donné que le téléservice <panne> à chaque acquisition de droits
      Quand la carte Vitale de TESTARD-FICTIF est lue
      Et les droits de TESTARD-FICTIF sont consultés par la carte
      Alors l'échec de la consultation des droits est annoncé
      Et aucun droit n'est inventé

      Exemples:
        | panne                      |
        | coupe la connexion         |
        | répond une erreur HTTP 503 |
        | répond un message illisible |

    @PRE-ADR-21 @PRE-ADR-35
    Scénario: L'application carte Vitale ne remplace pas ADRi
      Étant donné que le service amont des droits est fermé
      Quand les droits de CHRONIQUE-FICTIVE sont consultés par l'application carte Vitale
      Alors l'échec de la consultation des droits est annoncé
      Et aucun droit n'est tiré de l'application carte Vitale

    @PRE-ADR-24
    Scénario: Les droits d'avant la panne ne passent pas pour ceux d'après
      Quand la carte Vitale de SOLIDAIRE-FICTIVE est lue
      Et les droits de SOLIDAIRE-FICTIVE sont consultés par la carte
      Et le service amont des droits se ferme
      Et 45 minutes passent
      Et les droits de SOLIDAIRE-FICTIVE sont consultés par la carte
      Alors aucun droit n'est inventé

    @PRE-ADR-24
    Scénario: Les droits d'un patient ne servent pas au suivant pendant la panne
      Quand la carte Vitale de CHRONIQUE-FICTIVE est lue
      Et les droits de CHRONIQUE-FICTIVE sont consultés par la carte
      Et le service amont des droits se ferme
      Et la carte Vitale de DOYENNE-FICTIVE est lue
      Et les droits de DOYENNE-FICTIVE sont consultés par la carte
      Alors aucun droit n'est inventé

    @PRE-ADR-02 @PRE-ADR-12
    Scénario: Le service rouvre et les droits reviennent
      Étant donné que le service amont des droits est fermé
      Quand les droits de TESTARD-FICTIF sont consultés par le NIR
      Et le service amont des droits rouvre
      Et les droits de TESTARD-FICTIF sont consultés par le NIR
      Alors ADRi est interrogé
      Et les droits donnés par ADRi sont affichés

  Règle: Un refus se dit, et ne se rejoue pas

    @PRE-ADR-22 @PRE-ADR-23 @PRE-ADR-24 @PRE-TLSI-30
    Scénario: Le bénéficiaire est inconnu
      Quand les droits de INCONNU-FICTIF sont consultés par le NIR
      Alors le refus de la consultation des droits est annoncé
      Et le code donné par ADRi est montré
      Et aucun droit n'est inventé
      Et une demande refusée n'est pas rejouée telle quelle

    @PRE-ADR-22 @PRE-ADR-23
    Plan du scénario: Le service rejette l'appelant pour <motif>
      Étant donné que le service des droits rejette l'appelant pour <motif>
      Quand la carte Vitale de TESTARD-FICTIF est lue
      Et les droits de TESTARD-FICTIF sont consultés par la carte
      Alors le refus de la consultation des droits est annoncé
      Et le code donné par ADRi est montré

      Exemples:
        | motif           |
        | son FINESS      |
        | son praticien   |
        | son utilisateur |

  Règle: La réponse d'un autre n'est pas une réponse

    @PRE-ADR-25
    Scénario: La réponse parle d'un autre assuré
      Étant donné que le service des droits répond toujours par ceux de CHEMINOT-FICTIF
      Quand la carte Vitale de TESTARD-FICTIF est lue
      Et les droits de TESTARD-FICTIF sont consultés par la carte
      Alors la réponse portant sur un autre bénéficiaire est écartée

    @PRE-ADR-25
    Scénario: La réponse parle de l'autre jumeau
      Étant donné que le service des droits répond toujours par ceux de SECOND-JUMEAU
      Quand la carte Vitale de PARENTE-FICTIVE est lue
      Et les droits de PREMIER-JUMEAU sont consultés par la carte
      Alors la réponse portant sur un autre bénéficiaire est écartée
