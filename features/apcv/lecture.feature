# Sources : ApCV-MP-001 (trace publique, DevBox Santé) ; décision CVH du 02/08/2021 (droits) ; contenu décodé du QR code public.
@officine @capacite:apcv
Fonctionnalité: Lire l'application carte Vitale
  Le téléphone remplace la carte : ce qu'il montre part tel quel au téléservice, qui seul sait qui est là.

  Règle: Ce qui est lu part tel quel, avec le professionnel qui demande

    @PRE-APCV-05 @PRE-APCV-03 @PRE-APCV-01
    Scénario: Le QR code de l'application est lu par la caméra
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Quand le pharmacien lit l'application carte Vitale par QR code
      Alors l'application carte Vitale est lue et son identité affichée
      Et les données lues sont transmises telles quelles
      Et le message ApCV est conforme à son contrat

    @PRE-APCV-05 @PRE-APCV-03
    Scénario: L'application est lue par NFC
      Étant donné l'application carte Vitale de EXEMPLARD
      Quand le pharmacien lit l'application carte Vitale par NFC
      Alors l'application carte Vitale est lue et son identité affichée
      Et les données lues sont transmises telles quelles

    @EF_ApCVsi01_E21.2 @PRE-APCV-04
    Scénario: Le professionnel est transmis avec sa spécialité AMO
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Quand le pharmacien lit l'application carte Vitale par QR code
      Alors le code de spécialité AMO est transmis
      Et l'identifiant de facturation est transmis à l'ApCV

    @PRE-APCV-02 @PRE-TLSI-16 @PRE-TLSI-06
    Scénario: L'en-tête d'un appel ApCV n'a pas de ContexteBAM
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Quand le pharmacien lit l'application carte Vitale par NFC
      Alors aucun appel ApCV ne porte de ContexteBAM
      Et chaque appel porte un ContexteLPS
      Et chaque appel porte l'assertion que demande le mode d'authentification

  Règle: L'écran montre ce que le téléservice a répondu

    @PRE-APCV-07 @PRE-APCV-08 @PRE-APCV-09 @PRE-APCV-10
    Scénario: Le titulaire est seul sur son application
      Étant donné l'application carte Vitale de D'ESSAI DE L'EXEMPLE
      Quand le pharmacien lit l'application carte Vitale par QR code
      Alors le titulaire affiché est celui de l'application
      Et chaque autre bénéficiaire est affiché, et personne d'autre
      Et la personne retenue est celle qui a été choisie
      Et l'INS affichée est celle du titulaire, et de lui seul

    @PRE-APCV-07 @PRE-APCV-08
    Scénario: L'application porte un autre adulte et un enfant
      Étant donné l'application carte Vitale de TESTARD-FICTIF, avec :
        | bénéficiaire | qualité |
        | EXEMPLARD    | adulte  |
        | BEBE-FICTIF  | enfant  |
      Quand le pharmacien lit l'application carte Vitale par QR code
      Alors le titulaire affiché est celui de l'application
      Et chaque autre bénéficiaire est affiché, et personne d'autre

    @PRE-APCV-09 @PRE-APCV-10
    Plan du scénario: L'acte est pour un bénéficiaire de l'application : <bénéficiaire>
      Étant donné l'application carte Vitale de TESTARD-FICTIF, avec :
        | bénéficiaire | qualité |
        | EXEMPLARD    | adulte  |
        | BEBE-FICTIF  | enfant  |
      Quand le pharmacien lit l'application carte Vitale par QR code pour <bénéficiaire>
      Alors la personne retenue est celle qui a été choisie
      Et l'INS affichée est celle du titulaire, et de lui seul

      Exemples:
        | bénéficiaire |
        | EXEMPLARD    |
        | BEBE-FICTIF  |

    @PRE-APCV-09
    Scénario: La personne à servir n'est pas sur l'application
      Étant donné l'application carte Vitale de TESTARD-FICTIF, avec :
        | bénéficiaire | qualité |
        | BEBE-FICTIF  | enfant  |
      Quand le pharmacien lit l'application carte Vitale par QR code pour EXEMPLARD
      Alors la personne retenue est celle qui a été choisie

    @PRE-APCV-07 @PRE-APCV-08
    Scénario: Une date de naissance lunaire et un nom d'usage s'affichent comme reçus
      Étant donné l'application carte Vitale de NAISSANCE-FICTIVE, avec :
        | bénéficiaire   | qualité |
        | LUNAIRE-FICTIF | adulte  |
      Quand le pharmacien lit l'application carte Vitale par NFC
      Alors le titulaire affiché est celui de l'application
      Et chaque autre bénéficiaire est affiché, et personne d'autre

    @PRE-APCV-10
    Scénario: L'identité nationale de santé d'un titulaire né en Corse
      Étant donné l'application carte Vitale de TESTINACCI
      Quand le pharmacien lit l'application carte Vitale par QR code
      Alors l'INS affichée est celle du titulaire, et de lui seul

    @PRE-APCV-05 @PRE-APCV-12
    Scénario: L'application ne porte aucun droit
      Étant donné l'application carte Vitale de BEBE-FICTIF
      Quand le pharmacien lit l'application carte Vitale par QR code
      Alors l'application carte Vitale est lue et son identité affichée
      Et l'application carte Vitale lue ne donne aucun droit

    @PRE-APCV-11
    Scénario: La durée du contexte est celle que le téléservice donne
      Étant donné l'application carte Vitale de EXEMPLARD
      Et un contexte ApCV dure 4 minutes
      Quand le pharmacien lit l'application carte Vitale par QR code
      Alors la fin de validité affichée est celle du contexte

  Règle: Un code refusé n'ouvre rien

    @PRE-APCV-13 @PRE-APCV-14 @PRE-APCV-16
    Plan du scénario: Le téléservice refuse un code qui <défaut>
      Étant donné l'application carte Vitale de TESTARD-FICTIF, dont le code <défaut>
      Quand le pharmacien lit l'application carte Vitale par QR code
      Alors l'utilisateur est averti du refus de l'ApCV
      Et l'utilisateur voit le code du refus de l'ApCV
      Et aucune identité n'est affichée sans réponse de l'ApCV

      Exemples:
        | défaut                   |
        | est d'une version inconnue |
        | n'est connu de personne  |
        | a déjà servi             |
        | a expiré                 |

    @PRE-APCV-17 @PRE-APCV-16
    Plan du scénario: Le logiciel ou le téléservice écarte un code qui <défaut>
      Étant donné l'application carte Vitale de TESTARD-FICTIF, dont le code <défaut>
      Quand le pharmacien lit l'application carte Vitale par NFC
      Alors le logiciel dit que ce n'est pas une application carte Vitale
      Et aucune identité n'est affichée sans réponse de l'ApCV

      Exemples:
        | défaut                             |
        | n'a pas l'en-tête attendu          |
        | ne porte pas un point de la courbe |
        | est tronqué                        |

    @PRE-APCV-17 @PRE-APCV-16
    Scénario: Le patient montre le code de son ordonnance
      Quand le pharmacien lit le code d'une ordonnance de TESTARD-FICTIF à la place de l'application carte Vitale
      Alors le logiciel dit que ce n'est pas une application carte Vitale
      Et aucune identité n'est affichée sans réponse de l'ApCV

    @PRE-APCV-17 @PRE-APCV-16
    Scénario: Le patient montre un code INS
      Quand le pharmacien lit le code INS de TESTARD-FICTIF à la place de l'application carte Vitale
      Alors le logiciel dit que ce n'est pas une application carte Vitale
      Et aucune identité n'est affichée sans réponse de l'ApCV

    @PRE-APCV-17 @PRE-APCV-16
    Scénario: Aucun code ne se distingue
      Quand le pharmacien lit une image sans code à la place de l'application carte Vitale
      Alors le logiciel dit que ce n'est pas une application carte Vitale
      Et aucune identité n'est affichée sans réponse de l'ApCV

    @PRE-APCV-13 @PRE-APCV-16
    Scénario: Le même code est présenté deux fois
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Quand le pharmacien lit l'application carte Vitale par QR code
      Et le pharmacien lit l'application carte Vitale par QR code
      Alors l'utilisateur est averti du refus de l'ApCV
      Et aucune identité n'est affichée sans réponse de l'ApCV

  Règle: Sans réponse, rien n'est inventé

    @PRE-APCV-15 @PRE-APCV-16 @PRE-APCV-12
    Plan du scénario: L'ApCV ne répond pas : le téléservice <panne>
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Et le téléservice <panne> à chaque lecture ApCV
      Quand le pharmacien lit l'application carte Vitale par QR code
      Alors l'utilisateur est averti que l'ApCV ne répond pas
      Et aucune identité n'est affichée sans réponse de l'ApCV
      Et l'application carte Vitale lue ne donne aucun droit

      Exemples:
        | panne                            |
        | coupe la connexion               |
        | répond une erreur HTTP 503       |
        | répond un message illisible      |
        | est momentanément indisponible   |

    @PRE-APCV-13 @PRE-APCV-14 @PRE-APCV-16
    Scénario: Le téléservice ne reconnaît pas le logiciel
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Et le téléservice ne reconnaît pas le numéro d'autorisation à chaque lecture ApCV
      Quand le pharmacien lit l'application carte Vitale par NFC
      Alors l'utilisateur est averti du refus de l'ApCV
      Et l'utilisateur voit le code du refus de l'ApCV
      Et aucune identité n'est affichée sans réponse de l'ApCV
