# Sources : CTPPN du 22/01/2025, sections 11 et 13 (tramadol et codéine au 1er mars 2025) ; CSP R. 5132-29 à R. 5132-33 ; décision ANSM du 26/09/2024.
@prescripteur
Fonctionnalité: Ordonnance sécurisée, médicament d'exception, renouvellement
  Stupéfiants depuis toujours, tramadol et codéine depuis le 1er mars 2025 : l'ordonnance est sécurisée, ses mentions écrites en
  toutes lettres, sa durée limitée ; le prescripteur permet le chevauchement, ou non.

  Règle: La règle s'applique à sa date

    @PRE-SEC-01 @PRE-SEC-02 @PRE-EP4-02
    Plan du scénario: <médicament> demande une ordonnance sécurisée
      Étant donné une ordonnance pour EXEMPLARD :
        | produit   | posologie              | durée   | quantité | toutes lettres   |
        | <produit> | 1 unité matin et soir  | 7 jours | 1        | <toutes lettres> |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance est enregistrée une fois et une seule
      Et l'ordonnance est sécurisée si la règle du jour le demande
      Et les mentions en toutes lettres sont transmises

      Exemples:
        | médicament       | produit  | toutes lettres                                        |
        | Un stupéfiant    | skenan   | dix milligrammes, une gélule par prise, deux prises   |
        | Le tramadol      | topalgic | cent milligrammes, un comprimé par prise, deux prises |

    @PRE-EP4-02 @PRE-EP4-11 @PRE-SEC-01 @date:2025-02-28 @capacite:horlogeVirtuelle
    Scénario: La veille du 1er mars 2025, le tramadol part comme il est saisi
      Étant donné une ordonnance pour EXEMPLARD :
        | produit  | posologie                | durée   | quantité |
        | topalgic | 1 comprimé matin et soir | 7 jours | 1        |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance est enregistrée une fois et une seule
      Et l'ordonnance porte les genres saisis
      Et l'ordonnance est sécurisée si la règle du jour le demande

    @PRE-SEC-01 @PRE-EP4-02 @date:2025-03-01 @capacite:horlogeVirtuelle
    Scénario: Le 1er mars 2025, l'ordonnance de tramadol est sécurisée
      Étant donné une ordonnance pour EXEMPLARD :
        | produit  | posologie                | durée   | quantité | toutes lettres                                        |
        | topalgic | 1 comprimé matin et soir | 7 jours | 1        | cent milligrammes, un comprimé par prise, deux prises |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance est enregistrée une fois et une seule
      Et l'ordonnance est sécurisée si la règle du jour le demande

    @PRE-EP4-11 @PRE-EP4-02
    Scénario: Une ordonnance sans produit concerné n'est pas dite sécurisée
      Étant donné une ordonnance pour EXEMPLARD :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance est enregistrée une fois et une seule
      Et l'ordonnance porte les genres saisis

  Règle: Ses mentions

    @PRE-SEC-02
    Scénario: Sans mention en toutes lettres, l'ordonnance sécurisée est arrêtée
      Étant donné une ordonnance pour EXEMPLARD :
        | produit | posologie              | durée   | quantité |
        | skenan  | 1 gélule matin et soir | 7 jours | 1        |
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance sécurisée sans mention en toutes lettres est arrêtée

    @PRE-SEC-02 @PRE-SEC-05
    Scénario: Les mentions en toutes lettres sont transmises et imprimées, chacune sur sa ligne
      Étant donné une ordonnance pour EXEMPLARD :
        | produit  | posologie                | durée   | quantité | toutes lettres                                        |
        | topalgic | 1 comprimé matin et soir | 7 jours | 1        | cent milligrammes, un comprimé par prise, deux prises |
        | skenan   | 1 gélule matin et soir   | 7 jours | 1        | dix milligrammes, une gélule par prise, deux prises   |
      Quand le prescripteur transmet l'ordonnance
      Et le prescripteur imprime l'ordonnance
      Alors les mentions en toutes lettres sont transmises
      Et les mentions en toutes lettres sont imprimées

    @PRE-SEC-03
    Plan du scénario: <médicament> prescrit pour <durée> est arrêté
      Étant donné une ordonnance pour EXEMPLARD :
        | produit   | posologie             | durée   | quantité | toutes lettres                                      |
        | <produit> | 1 unité matin et soir | <durée> | 4        | dix milligrammes, une unité par prise, deux prises  |
      Quand le prescripteur transmet l'ordonnance
      Alors la durée trop longue est arrêtée

      Exemples:
        | médicament    | produit  | durée       |
        | Un stupéfiant | skenan   | 5 semaines  |
        | Le tramadol   | topalgic | 13 semaines |

    @PRE-SEC-04
    Plan du scénario: Le chevauchement <choix>
      Étant donné une ordonnance pour EXEMPLARD :
        | produit | posologie              | durée   | quantité | toutes lettres                                      | chevauchement   |
        | skenan  | 1 gélule matin et soir | 7 jours | 1        | dix milligrammes, une gélule par prise, deux prises | <chevauchement> |
      Quand le prescripteur transmet l'ordonnance
      Alors la permission de chevauchement est transmise telle que saisie

      Exemples:
        | choix              | chevauchement |
        | est permis         | permis        |
        | n'est pas permis   |               |

  Règle: Médicament d'exception et renouvellements

    @PRE-EP4-11 @PRE-EP4-08 @PRE-EP4-10
    Scénario: Un médicament d'exception renouvelé, en rapport avec une ALD
      Étant donné une ordonnance pour DOYENNE-FICTIVE :
        | produit | posologie          | durée  | quantité | renouvellements | mentions |
        | tahor   | 1 comprimé le soir | 1 mois | 1        | 5               | ALD      |
      Et que l'ordonnance est de genre médicament d'exception
      Quand le prescripteur transmet l'ordonnance
      Alors l'ordonnance porte les genres saisis
      Et chaque ligne porte la quantité et les renouvellements saisis
      Et chaque ligne porte les mentions saisies
