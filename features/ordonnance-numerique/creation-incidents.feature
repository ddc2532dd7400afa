# Sources : fautes documentées du cadre TLSi (padoa/tlsi-ins) ; CSP R. 4073-2. Les codes SIM- sont ceux du banc.
@prescripteur
Fonctionnalité: Quand la création n'aboutit pas
  Le prescripteur sait toujours si son ordonnance est enregistrée ; sinon il peut continuer sur papier.

  Contexte:
    Étant donné une ordonnance pour TESTARD-FICTIF :
      | produit  | posologie                | durée   | quantité |
      | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |

  @PRE-EP4-17 @PRE-EP4-19 @PRE-EP4-20 @PRE-TLSI-30
  Plan du scénario: La création est refusée : le téléservice <panne>
    Étant donné que le téléservice <panne> à chaque création
    Quand le prescripteur transmet l'ordonnance
    Alors le prescripteur est averti du refus
    Et l'ordonnance n'est dite transmise que si elle est enregistrée
    Et le prescripteur voit le code donné par le téléservice
    Et une demande refusée n'est pas rejouée telle quelle

    Exemples:
      | panne                                     |
      | oppose un refus                           |
      | ne reconnaît pas le numéro d'autorisation |

  @PRE-EP4-18 @PRE-EP4-19
  Plan du scénario: La création échoue : le téléservice <panne>
    Étant donné que le téléservice <panne> à chaque création
    Quand le prescripteur transmet l'ordonnance
    Alors le prescripteur est averti de l'échec
    Et l'ordonnance n'est dite transmise que si elle est enregistrée

    Exemples:
      | panne                            |
      | est momentanément indisponible   |
      | coupe la connexion               |
      | répond une erreur HTTP 503       |
      | répond un message illisible      |

  @PRE-DEC-02
  Plan du scénario: La suite sur papier est proposée quand le téléservice <panne>
    Étant donné que le téléservice <panne> à chaque création
    Quand le prescripteur transmet l'ordonnance
    Alors le logiciel propose de continuer sur papier

    Exemples:
      | panne                          |
      | oppose un refus                |
      | est momentanément indisponible |
      | coupe la connexion             |

  @EF_EP403.02 @PRE-EP4-12 @PRE-EP4-19 @PRE-TLSI-05
  Scénario: Après une coupure, le nouvel essai est un nouvel appel
    Étant donné que le téléservice coupe la connexion à la prochaine création
    Quand le prescripteur transmet l'ordonnance
    Et le prescripteur transmet l'ordonnance
    Alors aucun identifiant d'ordonnance ne sert deux fois
    Et l'identifiant montré est celui qui a été transmis
    Et l'ordonnance n'est dite transmise que si elle est enregistrée
    Et aucun identifiant de message ne sert deux fois

  @PRE-EP4-02 @EF_EP403.02
  Scénario: Une ordonnance dont la réponse se perd n'est pas enregistrée deux fois
    Étant donné que le téléservice enregistre puis coupe la connexion à la prochaine création
    Quand le prescripteur transmet l'ordonnance
    Alors l'ordonnance est enregistrée une fois et une seule
    Et aucun identifiant d'ordonnance ne sert deux fois

  @PRE-DEC-03
  Scénario: Une ordonnance prescrite et exécutée dans l'établissement n'est pas transmise
    Étant donné que l'ordonnance est prescrite et exécutée dans l'établissement
    Quand le prescripteur transmet l'ordonnance
    Alors l'ordonnance exécutée dans l'établissement n'est pas transmise
