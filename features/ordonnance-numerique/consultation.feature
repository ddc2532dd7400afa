# Sources : SEL-MP-032 (EF_EP3_E303_03) ; ordre lecture, consultation, délivrance (fiche GNIUS).
@officine
Fonctionnalité: Consulter une ordonnance numérique
  Le pharmacien voit à l'écran ce que le téléservice a répondu, ni plus ni moins.

  Règle: L'ordonnance lue est celle qui est consultée et affichée

    @PRE-EP3-01 @PRE-EP3-02 @EF_EP3_E303_03 @PRE-EP3-03 @PRE-EP3-04 @PRE-VER-01 @PRE-LEC-01
    Scénario: Du code 2D à l'écran
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit   | posologie                  | durée   | quantité | substitution |
        | doliprane | 1 comprimé 3 fois par jour | 5 jours | 2        | substituable |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors le logiciel reconnaît l'ordonnance et son identifiant
      Et la consultation porte sur l'identifiant demandé
      Et la consultation porte le numéro du PS
      Et le numéro du PS est celui du professionnel de la session
      Et le message de consultation est conforme à son contrat
      Et chaque message porte la version du paquet de la session
      Et l'ordonnance donnée par le téléservice est affichée

    @PRE-EP3-02 @PRE-EP3-04
    Scénario: L'identifiant imprimé est saisi à la main
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
      Alors la consultation porte sur l'identifiant demandé
      Et l'ordonnance donnée par le téléservice est affichée

    @PRE-EP3-05 @PRE-EP3-06 @PRE-EP3-07 @PRE-EP3-08 @PRE-EP3-10
    Scénario: Chaque ligne s'affiche comme elle a été prescrite
      Étant donné l'ordonnance numérique de DOYENNE-FICTIVE :
        | produit                | posologie                  | durée   | quantité | renouvellements |
        | levothyrox             | 1 comprimé le matin à jeun | 3 mois  | 3        | 1               |
        | amoxicilline virtuelle | 1 comprimé matin et soir   | 6 jours | 2        |                 |
        | doliprane              | 1 comprimé si douleur      | 8 jours |          |                 |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors chaque ligne prescrite est affichée, et aucune autre
      Et la posologie de chaque ligne est affichée
      Et la quantité prescrite de chaque ligne est affichée
      Et le reste à délivrer affiché est celui du téléservice
      Et l'état affiché est celui du téléservice

    @PRE-EP3-09
    Scénario: L'interdiction de substituer se voit sur la bonne ligne
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit    | posologie                  | durée  | quantité | substitution     | motif                             |
        | levothyrox | 1 comprimé le matin à jeun | 3 mois | 3        | non substituable | Marge thérapeutique étroite (MTE) |
        | inexium    | 1 comprimé par jour        | 1 mois | 1        | substituable     |                                   |
        | doliprane  | 1 comprimé si douleur      | 5 jours | 1       |                  |                                   |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors l'interdiction de substituer est affichée là où elle est, et là seulement

    @PRE-EP3-05 @PRE-EP3-07 @capacite:dispositifsMedicaux
    Scénario: Un dispositif médical s'affiche à côté d'un médicament
      Étant donné l'ordonnance numérique de DOYENNE-FICTIVE :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
        | canne     |                       |         | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors chaque ligne prescrite est affichée, et aucune autre
      Et la quantité prescrite de chaque ligne est affichée

    @PRE-EP3-11 @PRE-EP3-12
    Plan du scénario: L'écran dit pour qui et par qui : <patient>
      Étant donné l'ordonnance numérique de <patient> :
        | produit   | posologie             | durée   | quantité |
        | doliprane | 1 comprimé si douleur | 5 jours | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors le patient affiché est celui de l'ordonnance
      Et l'identifiant et le prescripteur affichés sont ceux de l'ordonnance

      Exemples:
        | patient              |
        | D'ESSAI DE L'EXEMPLE |
        | TESTINACCI           |
        | LUNAIRE-FICTIF       |

    @PRE-EP3-08 @PRE-EP3-10
    Scénario: Ce qu'une autre officine a délivré se voit
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit   | posologie                | durée  | quantité | renouvellements |
        | tahor     | 1 comprimé le soir       | 1 mois | 2        | 2               |
        | doliprane | 1 comprimé si douleur    | 8 jours | 1       |                 |
      Et qu'une autre officine a délivré :
        | ligne | quantité |
        | 1     | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors le reste à délivrer affiché est celui du téléservice
      Et l'état affiché est celui du téléservice

    @PRE-EP3-10 @PRE-EP3-08
    Scénario: Une ordonnance entièrement exécutée s'affiche comme telle
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit  | posologie                | durée   | quantité |
        | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |
      Et qu'une autre officine a délivré toute l'ordonnance
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors l'état affiché est celui du téléservice
      Et le reste à délivrer affiché est celui du téléservice

    @PRE-EP3-02 @PRE-EP3-11 @PRE-EP3-05
    Scénario: La seconde ordonnance consultée ne garde rien de la première
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Étant donné l'ordonnance numérique de ESSAINELLI :
        | produit   | posologie            | durée  | quantité |
        | ventoline | 2 bouffées si besoin | 1 mois | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors la consultation porte sur l'identifiant demandé
      Et le patient affiché est celui de l'ordonnance
      Et chaque ligne prescrite est affichée, et aucune autre

    @PRE-EP3-17
    Scénario: Le numéro imprimé est saisi par groupes et en minuscules
      Étant donné l'ordonnance numérique de EXEMPLARD :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand le pharmacien saisit l'identifiant imprimé par groupes, en minuscules, et consulte l'ordonnance
      Alors le numéro saisi est reconnu

  Règle: Un refus ou une panne se disent

    @PRE-EP3-13 @PRE-EP3-15
    Scénario: Une consultation refusée n'affiche pas l'ordonnance précédente
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien saisit un identifiant que le téléservice ne connaît pas et consulte l'ordonnance
      Alors le pharmacien est averti du refus de la consultation
      Et l'ordonnance n'est dite affichée que si le téléservice l'a donnée

    @PRE-EP3-13 @PRE-EP3-15 @PRE-EP3-16
    Scénario: L'identifiant saisi n'est celui d'aucune ordonnance
      Quand le pharmacien saisit un identifiant que le téléservice ne connaît pas et consulte l'ordonnance
      Alors le pharmacien est averti du refus de la consultation
      Et l'ordonnance n'est dite affichée que si le téléservice l'a donnée
      Et le pharmacien voit le code donné à la consultation

    @PRE-EP3-13 @PRE-EP3-15
    Scénario: L'ordonnance a été annulée
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit | posologie              | durée   | quantité |
        | skenan  | 1 gélule matin et soir | 7 jours | 1        |
      Et que l'ordonnance a été annulée par le prescripteur
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors le pharmacien est averti du refus de la consultation
      Et l'ordonnance n'est dite affichée que si le téléservice l'a donnée

    @PRE-EP3-13 @PRE-EP3-15
    Scénario: L'ordonnance a expiré
      Étant donné l'ordonnance numérique de TESTARD-FICTIF, rédigée il y a 400 jours :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors le pharmacien est averti du refus de la consultation
      Et l'ordonnance n'est dite affichée que si le téléservice l'a donnée

    @PRE-EP3-14 @PRE-EP3-15
    Plan du scénario: La consultation échoue : le téléservice <panne>
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Et que le téléservice <panne> à chaque consultation
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors le pharmacien est averti de l'échec de la consultation
      Et l'ordonnance n'est dite affichée que si le téléservice l'a donnée

      Exemples:
        | panne                          |
        | est momentanément indisponible |
        | coupe la connexion             |
        | répond une erreur HTTP 503     |
        | répond un message illisible    |

    @PRE-EP3-13 @PRE-EP3-16
    Scénario: Le numéro d'autorisation du logiciel n'est pas reconnu
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Et que le téléservice ne reconnaît pas le numéro d'autorisation à chaque consultation
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Alors le pharmacien est averti du refus de la consultation
      Et le pharmacien voit le code donné à la consultation

    @PRE-EP3-04 @PRE-EP3-15
    Scénario: Après une panne, le nouvel essai affiche l'ordonnance
      Étant donné l'ordonnance numérique de TESTARD-FICTIF :
        | produit | posologie          | durée  | quantité |
        | tahor   | 1 comprimé le soir | 1 mois | 1        |
      Et que le téléservice coupe la connexion à la prochaine consultation
      Quand le pharmacien lit le code 2D de l'ordonnance
      Et le pharmacien consulte l'ordonnance lue
      Et le pharmacien consulte l'ordonnance lue
      Alors l'ordonnance donnée par le téléservice est affichée
      Et l'ordonnance n'est dite affichée que si le téléservice l'a donnée
