# Sources : ApCV-MP-001 (trace publique, DevBox Santé) ; client public PyxVital (signature). Le moment de la destruction est notre lecture.
@officine @capacite:apcv
Fonctionnalité: Vivre avec un contexte ApCV
  Un contexte s'ouvre, sert à un seul patient, expire et se détruit : rien n'en reste pour le suivant.

  Règle: Le contexte est détruit à la fin de l'acte

    @PRE-APCV-20 @PRE-APCV-01 @PRE-APCV-02
    Scénario: L'acte se termine
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Quand le pharmacien lit l'application carte Vitale par QR code
      Et le pharmacien met fin à l'acte
      Alors le contexte est détruit à la fin de l'acte
      Et le message ApCV est conforme à son contrat
      Et aucun appel ApCV ne porte de ContexteBAM

    @PRE-APCV-18 @PRE-APCV-26 @PRE-APCV-25
    Scénario: Le contexte détruit ne signe plus
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Quand le pharmacien lit l'application carte Vitale par QR code
      Et le pharmacien met fin à l'acte
      Et le pharmacien signe la facture avec l'application carte Vitale
      Alors aucune signature n'est demandée avec un contexte expiré ou détruit
      Et la signature impossible est arrêtée et expliquée
      Et la facture n'est dite signée que si elle l'est

    @PRE-APCV-15 @PRE-APCV-20
    Scénario: La destruction échoue, le patient est oublié quand même
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Et le téléservice coupe la connexion à chaque destruction ApCV
      Quand le pharmacien lit l'application carte Vitale par QR code
      Et le pharmacien met fin à l'acte
      Alors l'utilisateur est averti que l'ApCV ne répond pas
      Et le contexte est détruit à la fin de l'acte

    @PRE-APCV-13 @PRE-APCV-14 @PRE-APCV-25
    Scénario: Le contexte est détruit depuis un autre poste
      Étant donné l'application carte Vitale de EXEMPLARD
      Quand le pharmacien lit l'application carte Vitale par QR code
      Et le contexte ApCV est détruit depuis un autre poste
      Et le pharmacien signe la facture avec l'application carte Vitale
      Alors l'utilisateur est averti du refus de l'ApCV
      Et l'utilisateur voit le code du refus de l'ApCV
      Et la facture n'est dite signée que si elle l'est

  Règle: Le contexte expire

    @PRE-APCV-18 @PRE-APCV-26 @PRE-APCV-25 @capacite:horlogeVirtuelle
    Scénario: La facture est prête après la fin de validité
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Quand le pharmacien lit l'application carte Vitale par QR code
      Et 21 minutes passent
      Et le pharmacien signe la facture avec l'application carte Vitale
      Alors aucune signature n'est demandée avec un contexte expiré ou détruit
      Et la signature impossible est arrêtée et expliquée
      Et la facture n'est dite signée que si elle l'est

    @PRE-APCV-18 @PRE-APCV-26 @capacite:horlogeVirtuelle
    Scénario: Le contexte est plus court que d'habitude
      Étant donné l'application carte Vitale de EXEMPLARD
      Et un contexte ApCV dure 3 minutes
      Quand le pharmacien lit l'application carte Vitale par NFC
      Et 5 minutes passent
      Et le pharmacien signe la facture avec l'application carte Vitale
      Alors aucune signature n'est demandée avec un contexte expiré ou détruit
      Et la signature impossible est arrêtée et expliquée

    @PRE-APCV-21 @capacite:horlogeVirtuelle
    Scénario: Le contexte sert encore juste avant sa fin
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Quand le pharmacien lit l'application carte Vitale par QR code
      Et 18 minutes passent
      Et le pharmacien signe la facture avec l'application carte Vitale
      Alors la facture est signée et la signature rendue telle quelle

    @PRE-APCV-21 @PRE-APCV-19 @capacite:horlogeVirtuelle
    Scénario: Après l'expiration, le patient présente à nouveau son téléphone
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Et un contexte ApCV dure 3 minutes
      Quand le pharmacien lit l'application carte Vitale par QR code
      Et 5 minutes passent
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Quand le pharmacien lit l'application carte Vitale par QR code
      Et le pharmacien signe la facture avec l'application carte Vitale
      Alors la facture est signée et la signature rendue telle quelle
      Et le contexte de la signature est celui du patient présent

  Règle: Deux patients qui se suivent ne se mélangent pas

    @PRE-APCV-05 @PRE-APCV-07 @PRE-APCV-08
    Scénario: Le second patient est affiché, le premier oublié
      Étant donné l'application carte Vitale de TESTARD-FICTIF, avec :
        | bénéficiaire | qualité |
        | BEBE-FICTIF  | enfant  |
      Quand le pharmacien lit l'application carte Vitale par QR code
      Étant donné l'application carte Vitale de D'ESSAI DE L'EXEMPLE
      Quand le pharmacien lit l'application carte Vitale par QR code
      Alors l'application carte Vitale est lue et son identité affichée
      Et le titulaire affiché est celui de l'application
      Et chaque autre bénéficiaire est affiché, et personne d'autre

    @PRE-APCV-19 @PRE-APCV-23
    Scénario: La facture est celle du second patient
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Quand le pharmacien lit l'application carte Vitale par QR code
      Étant donné l'application carte Vitale de EXEMPLARD
      Quand le pharmacien lit l'application carte Vitale par NFC
      Et le pharmacien signe la facture avec l'application carte Vitale
      Alors le contexte de la signature est celui du patient présent
      Et la signature porte l'assuré et le bénéficiaire de l'acte

    @PRE-APCV-16 @PRE-APCV-26 @PRE-APCV-25
    Scénario: La lecture du second patient échoue
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Quand le pharmacien lit l'application carte Vitale par QR code
      Étant donné l'application carte Vitale de EXEMPLARD, dont le code a expiré
      Quand le pharmacien lit l'application carte Vitale par QR code
      Et le pharmacien signe la facture avec l'application carte Vitale
      Alors aucune identité n'est affichée sans réponse de l'ApCV
      Et la signature impossible est arrêtée et expliquée
      Et la facture n'est dite signée que si elle l'est

  Règle: Un contexte encore ouvert se reprend

    @PRE-APCV-06 @PRE-APCV-07 @PRE-APCV-08 @PRE-APCV-11 @PRE-APCV-01
    Scénario: Le contexte est repris après un redémarrage
      Étant donné l'application carte Vitale de TESTARD-FICTIF, avec :
        | bénéficiaire | qualité |
        | EXEMPLARD    | adulte  |
      Quand le pharmacien lit l'application carte Vitale par QR code
      Et le pharmacien reprend le contexte ApCV
      Alors le contexte est restitué et son identité affichée
      Et le titulaire affiché est celui de l'application
      Et chaque autre bénéficiaire est affiché, et personne d'autre
      Et la fin de validité affichée est celle du contexte
      Et le message ApCV est conforme à son contrat

    @PRE-APCV-13 @PRE-APCV-16
    Scénario: Aucun contexte n'est ouvert
      Quand le pharmacien reprend le contexte ApCV
      Alors l'utilisateur est averti du refus de l'ApCV
      Et aucune identité n'est affichée sans réponse de l'ApCV

    @PRE-APCV-13 @PRE-APCV-16 @capacite:horlogeVirtuelle
    Scénario: Le contexte à reprendre a expiré
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Quand le pharmacien lit l'application carte Vitale par QR code
      Et 25 minutes passent
      Et le pharmacien reprend le contexte ApCV
      Alors l'utilisateur est averti du refus de l'ApCV
      Et aucune identité n'est affichée sans réponse de l'ApCV

    @PRE-APCV-15 @PRE-APCV-16
    Scénario: La reprise échoue faute de réseau
      Étant donné l'application carte Vitale de TESTARD-FICTIF
      Et le téléservice coupe la connexion à chaque restitution ApCV
      Quand le pharmacien lit l'application carte Vitale par QR code
      Et le pharmacien reprend le contexte ApCV
      Alors l'utilisateur est averti que l'ApCV ne répond pas
      Et aucune identité n'est affichée sans réponse de l'ApCV
