# Sources : ADRi (requête et en-tête publics, réponse supposée).
@prescripteur @capacite:adri
Fonctionnalité: Consulter les droits au cabinet
  Le prescripteur vérifie les droits et le médecin traitant avant de rédiger.

  @PRE-ADR-01 @PRE-ADR-02 @PRE-ADR-03 @PRE-ADR-06 @PRE-ADR-07 @PRE-ADR-08 @PRE-ADR-09 @PRE-ADR-10 @PRE-ADR-40
  Scénario: La carte Vitale au cabinet
    Quand la carte Vitale de D'ESSAI DE L'EXEMPLE est lue
    Et les droits de D'ESSAI DE L'EXEMPLE sont consultés par la carte
    Alors les bénéficiaires de la carte sont proposés
    Et ADRi est interrogé
    Et le message de droits est conforme à son contrat
    Et la date de référence est celle des soins
    Et le NIR demandé est celui de l'assuré
    Et le NIR certifié n'est transmis que s'il est connu
    Et le ContexteBAM est rempli
    Et le ContexteBAM dit la même chose que la demande
    Et l'assertion de la carte ou de l'application accompagne l'appel

  @PRE-ADR-12 @PRE-ADR-13 @PRE-ADR-14 @PRE-ADR-15 @PRE-ADR-18
  Scénario: Le médecin traitant et les droits se lisent à l'écran
    Quand la carte Vitale de TESTARD-FICTIF est lue
    Et les droits de TESTARD-FICTIF sont consultés par la carte
    Alors les droits donnés par ADRi sont affichés
    Et le bénéficiaire affiché est celui de la réponse
    Et le régime, la caisse et le centre affichés sont ceux de la réponse
    Et l'état et les dates des droits affichés sont ceux de la réponse
    Et le médecin traitant est affiché

  @PRE-ADR-04 @PRE-ADR-05 @PRE-ADR-13
  Scénario: Le second jumeau en consultation
    Quand la carte Vitale de PARENTE-FICTIVE est lue
    Et les droits de SECOND-JUMEAU sont consultés par la carte
    Alors la date de naissance demandée est celle du bénéficiaire
    Et le rang demandé est celui du bénéficiaire
    Et le bénéficiaire affiché est celui de la réponse

  @PRE-ADR-21 @PRE-ADR-23 @PRE-ADR-24
  Scénario: Le service amont est fermé pendant la consultation
    Étant donné que le service amont des droits est fermé
    Quand la carte Vitale de TESTARD-FICTIF est lue
    Et les droits de TESTARD-FICTIF sont consultés par la carte
    Alors l'échec de la consultation des droits est annoncé
    Et le code donné par ADRi est montré
    Et aucun droit n'est inventé

  @PRE-ADR-22 @PRE-ADR-24
  Scénario: Le patient est inconnu du service
    Quand les droits de INCONNU-FICTIF sont consultés par le NIR
    Alors le refus de la consultation des droits est annoncé
    Et aucun droit n'est inventé

  @PRE-ADR-41
  Scénario: La carte n'est pas dans le lecteur
    Quand la lecture de la carte Vitale échoue : carte absente
    Alors l'erreur de lecture de la carte est annoncée
