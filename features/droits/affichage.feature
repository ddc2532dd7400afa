# Sources : ADRi (contenu de la réponse supposé) ; CTPPN du 22 janvier 2025, sections 7, 9 et 20.
@officine @capacite:adri
Fonctionnalité: Montrer les droits qu'ADRi a donnés
  L'écran dit ce qu'ADRi a répondu, ni plus ni moins : la réponse l'emporte sur la carte.

  Règle: Chaque régime répond par ADRi

    @PRE-ADR-02 @PRE-ADR-14
    Plan du scénario: Le régime affiché est celui de la réponse : <personne>
      Quand la carte Vitale de <personne> est lue
      Et les droits de <personne> sont consultés par la carte
      Alors ADRi est interrogé
      Et le régime, la caisse et le centre affichés sont ceux de la réponse

      Exemples:
        | personne           |
        | TESTARD-FICTIF     |
        | CHEMINOT-FICTIF    |
        | MARIN-FICTIF       |
        | MUTUALISTE-FICTIVE |

    @PRE-ADR-02 @PRE-ADR-14 @PRE-ADR-20
    Scénario: La Caisse des Français de l'étranger, sans tiers payant
      Quand la carte Vitale de EXPATRIEE-FICTIVE est lue
      Et les droits de EXPATRIEE-FICTIVE sont consultés par la carte
      Alors ADRi est interrogé
      Et le régime, la caisse et le centre affichés sont ceux de la réponse
      Et le tiers payant proposé est celui que permet la réponse

    @PRE-ADR-02 @PRE-ADR-36
    Scénario: La carte porte encore le numéro d'une caisse de MSA regroupée
      Quand la carte Vitale de AGRICOLE-FICTIF est lue
      Et les droits de AGRICOLE-FICTIF sont consultés par la carte
      Alors ADRi est interrogé
      Et la caisse affichée est celle de la réponse, pas celle de la carte

    @PRE-ADR-36 @PRE-ADR-35
    Scénario: L'application porte encore le numéro d'une caisse de MSA regroupée
      Quand les droits de AGRICOLE-FICTIF sont consultés par l'application carte Vitale
      Alors la caisse affichée est celle de la réponse, pas celle de la carte
      Et aucun droit n'est tiré de l'application carte Vitale

  Règle: Exonérations, aides et médecin traitant

    @PRE-ADR-15 @PRE-ADR-16 @PRE-ADR-18
    Scénario: Une affection de longue durée et des soins particuliers
      Quand la carte Vitale de CHRONIQUE-FICTIVE est lue
      Et les droits de CHRONIQUE-FICTIVE sont consultés par la carte
      Alors les exonérations affichées sont celles de la réponse
      Et l'état et les dates des droits affichés sont ceux de la réponse
      Et le médecin traitant est affiché

    @PRE-ADR-16
    Scénario: Les exonérations d'un bénéficiaire ne passent pas au suivant
      Quand la carte Vitale de PARENTE-FICTIVE est lue
      Et les droits de SECOND-JUMEAU sont consultés par la carte
      Et les droits de PREMIER-JUMEAU sont consultés par la carte
      Alors les exonérations affichées sont celles de la réponse

    @PRE-ADR-17 @PRE-ADR-20
    Plan du scénario: La complémentaire santé solidaire <nature>
      Quand les droits de <personne> sont consultés par le NIR
      Alors la complémentaire santé solidaire affichée est celle de la réponse
      Et le tiers payant proposé est celui que permet la réponse

      Exemples:
        | nature             | personne           |
        | sans participation | SOLIDAIRE-FICTIVE  |
        | avec participation | PARTICIPANT-FICTIF |

    @PRE-ADR-17
    Scénario: Une complémentaire santé solidaire qui a pris fin n'est plus montrée
      Étant donné que l'aide de SOLIDAIRE-FICTIVE a pris fin il y a 4 jours
      Quand les droits de SOLIDAIRE-FICTIVE sont consultés par le NIR pour des soins d'il y a 10 jours
      Et les droits de SOLIDAIRE-FICTIVE sont consultés par le NIR
      Alors la complémentaire santé solidaire affichée est celle de la réponse

    @PRE-ADR-02 @PRE-ADR-15 @PRE-ADR-20 @PRE-ADR-30
    Scénario: Les droits à l'aide médicale de l'État se vérifient sur ADRi
      Quand les droits de ACCUEILLI-FICTIF sont consultés par le NIR
      Alors ADRi est interrogé
      Et l'aide médicale de l'État est affichée
      Et l'état et les dates des droits affichés sont ceux de la réponse
      Et le tiers payant proposé est celui que permet la réponse

  Règle: Des droits qui ne sont pas ouverts ne permettent pas le tiers payant

    @PRE-ADR-15 @PRE-ADR-19 @PRE-ADR-20
    Scénario: Droits fermés
      Étant donné que les droits de DOYENNE-FICTIVE sont fermés depuis 40 jours
      Quand la carte Vitale de DOYENNE-FICTIVE est lue
      Et les droits de DOYENNE-FICTIVE sont consultés par la carte
      Alors l'état et les dates des droits affichés sont ceux de la réponse
      Et les droits qui ne sont pas ouverts sont annoncés
      Et le tiers payant proposé est celui que permet la réponse

    @PRE-ADR-15 @PRE-ADR-19 @PRE-ADR-20
    Scénario: Droits pas encore ouverts
      Étant donné que les droits de PARTICIPANT-FICTIF ouvrent dans 6 jours
      Quand les droits de PARTICIPANT-FICTIF sont consultés par le NIR
      Alors l'état et les dates des droits affichés sont ceux de la réponse
      Et les droits qui ne sont pas ouverts sont annoncés
      Et le tiers payant proposé est celui que permet la réponse

    @PRE-ADR-15 @PRE-ADR-20
    Scénario: Le dernier jour des droits compte encore
      Étant donné que les droits de MARIN-FICTIF se ferment ce soir
      Quand la carte Vitale de MARIN-FICTIF est lue
      Et les droits de MARIN-FICTIF sont consultés par la carte
      Alors l'état et les dates des droits affichés sont ceux de la réponse
      Et le tiers payant proposé est celui que permet la réponse

  Règle: Une attestation papier ne vaut pas garantie de paiement

    @PRE-ADR-12 @PRE-ADR-31
    Scénario: L'attestation papier d'un patient à l'aide médicale de l'État
      Quand les droits de ACCUEILLI-FICTIF sont consultés par le NIR, une attestation papier étant présentée
      Alors les droits donnés par ADRi sont affichés
      Et le paiement n'est pas dit garanti

    @PRE-ADR-24 @PRE-ADR-31
    Scénario: L'attestation papier pendant que le service est fermé
      Étant donné que le service amont des droits est fermé
      Quand les droits de SOLIDAIRE-FICTIVE sont consultés par le NIR, une attestation papier étant présentée
      Alors le paiement n'est pas dit garanti
      Et aucun droit n'est inventé

    @PRE-ADR-31
    Scénario: Un NIR saisi sans rien d'autre
      Quand les droits de TESTARD-FICTIF sont consultés par le NIR
      Alors le paiement n'est pas dit garanti

  Règle: La suspension d'une prestation est dite aux seuls pharmaciens concernés

    @PRE-ADR-32 @PRE-ADR-33 @PRE-ADR-20
    Scénario: La pharmacie est informée de la suspension
      Étant donné que la caisse a suspendu tahor pour CHRONIQUE-FICTIVE et en a informé la pharmacie
      Quand la carte Vitale de CHRONIQUE-FICTIVE est lue
      Et les droits de CHRONIQUE-FICTIVE sont consultés par la carte
      Alors la suspension est affichée
      Et le tiers payant n'est pas proposé pour la prestation suspendue
      Et le tiers payant proposé est celui que permet la réponse

    @PRE-ADR-34 @PRE-ADR-20
    Scénario: Une pharmacie qui n'est pas informée n'oppose rien
      Étant donné que la caisse a suspendu tahor pour CHRONIQUE-FICTIVE et en a informé une autre pharmacie
      Quand la carte Vitale de CHRONIQUE-FICTIVE est lue
      Et les droits de CHRONIQUE-FICTIVE sont consultés par la carte
      Alors aucune suspension n'est affichée hors de la réponse
      Et le tiers payant proposé est celui que permet la réponse

    @PRE-ADR-32 @PRE-ADR-34
    Scénario: La suspension de la mère n'est pas celle de l'enfant
      Étant donné que la caisse a suspendu topalgic pour PARENTE-FICTIVE et en a informé la pharmacie
      Quand la carte Vitale de PARENTE-FICTIVE est lue
      Et les droits de PARENTE-FICTIVE sont consultés par la carte
      Et les droits de ENFANT-FICTIF sont consultés par la carte
      Alors la suspension est affichée
      Et aucune suspension n'est affichée hors de la réponse
