# WS_INS3, WS_INS4, WS_INS5 : contrat supposé. Le code CR_02, les délais et la taille d'un lot sont des faits publics (DevBox Santé).
@prescripteur @capacite:insiParLot
Fonctionnalité: Vérifier des identités, une par une ou par lot
  Le logiciel vérifie qu'une identité de son dossier est toujours celle de la base ; pour beaucoup d'identités, il dépose un lot et attend.

  Règle: Une identité

    @PRE-INS-30 @PRE-INS-31 @PRE-INS-32 @EF_INS25_01 @PRE-ID-01
    Scénario: L'identité est celle de la base
      Quand le professionnel vérifie l'identité de EXEMPLARD
      Alors chaque vérification d'identité est conforme à son contrat
      Et la vérification porte l'INS et les traits du dossier
      Et le nom de famille de chaque identité à vérifier est renseigné
      Et le résultat de la vérification est montré
      Et la clé de chaque matricule INS est juste

    @PRE-INS-31 @PRE-INS-32
    Scénario: L'identité n'est pas celle de la base
      Quand le professionnel vérifie l'identité de EXEMPLARD, que son dossier dit de sexe F
      Alors la vérification porte l'INS et les traits du dossier
      Et le résultat de la vérification est montré

    @PRE-INS-31 @PRE-INS-32
    Scénario: L'OID du dossier n'est pas celui de la base
      Quand le professionnel vérifie l'identité de D'ESSAI DE L'EXEMPLE, que son dossier dit d'OID 1.2.250.1.213.1.4.9
      Alors la vérification porte l'INS et les traits du dossier
      Et le résultat de la vérification est montré

    @PRE-INS-38 @PRE-TLSI-30
    Plan du scénario: La vérification n'aboutit pas : le téléservice <panne>
      Étant donné que le téléservice <panne> à chaque vérification
      Quand le professionnel vérifie l'identité de EXEMPLARD
      Alors le refus ou l'échec de la vérification est annoncé
      Et une demande refusée n'est pas rejouée telle quelle

      Exemples:
        | panne                                     |
        | ne reconnaît pas le numéro d'autorisation |
        | coupe la connexion                        |

  Règle: Un lot

    @PRE-INS-30 @PRE-INS-33 @PRE-INS-34 @PRE-INS-35 @PRE-INS-36 @PRE-INS-37 @PRE-INS-39 @EF_INS25_01 @capacite:horlogeVirtuelle
    Scénario: Le lot est relevé quand son délai est passé, deux fois
      Quand le professionnel dépose un lot de 6 identités
      Et 1 minute passe
      Et le professionnel relève le lot
      Et 3 minutes passent
      Et le professionnel relève le lot
      Alors chaque vérification d'identité est conforme à son contrat
      Et chaque lot compte de 1 à 100 identités, chacune sous sa référence
      Et chaque identité demandée est déposée une fois, telle quelle
      Et le nom de famille de chaque identité à vérifier est renseigné
      Et le délai annoncé pour le lot est respecté
      Et le résultat du lot est demandé au téléservice
      Et l'attente du lot puis ses résultats sont montrés
      Et le certificat logiciel est celui de l'usage

    @PRE-INS-35 @PRE-INS-36 @PRE-INS-37 @capacite:horlogeVirtuelle
    Scénario: Un utilisateur pressé ne fait pas partir d'appel avant l'heure
      Quand le professionnel dépose un lot de 2 identités
      Et le professionnel relève le lot
      Et 1 minute passe
      Et le professionnel relève le lot
      Et 1 minute passe
      Et le professionnel relève le lot
      Alors le délai annoncé pour le lot est respecté
      Et le résultat du lot est demandé au téléservice
      Et l'attente du lot puis ses résultats sont montrés

    @PRE-INS-33 @PRE-INS-34
    Plan du scénario: <combien> identités à déposer
      Quand le professionnel dépose un lot de <combien> identités
      Alors chaque lot compte de 1 à 100 identités, chacune sous sa référence
      Et chaque identité demandée est déposée une fois, telle quelle

      Exemples:
        | combien |
        | 100     |
        | 101     |

    @PRE-INS-38
    Plan du scénario: Le dépôt n'aboutit pas : le téléservice <panne>
      Étant donné que le téléservice <panne> à chaque dépôt
      Quand le professionnel dépose un lot de 2 identités
      Alors le refus ou l'échec de la vérification est annoncé

      Exemples:
        | panne                                     |
        | ne reconnaît pas le numéro d'autorisation |
        | répond une erreur HTTP 503                |

    @PRE-INS-38 @capacite:horlogeVirtuelle
    Scénario: La relève échoue
      Étant donné que le téléservice coupe la connexion à la prochaine relève
      Quand le professionnel dépose un lot de 1 identité
      Et 1 minute passe
      Et le professionnel relève le lot
      Alors le refus ou l'échec de la vérification est annoncé
