# Sources : SEL-SFG-023 (EP05_Code2D) ; contenu décodé de l'exemple public Code2D_remplacant.png.
@prescripteur
Fonctionnalité: Imprimer l'ordonnance et son code 2D
  Le patient repart avec un document dont le code 2D donne accès à l'ordonnance enregistrée.

  Contexte:
    Étant donné une ordonnance pour TESTARD-FICTIF :
      | produit   | posologie                  | durée   | quantité |
      | doliprane | 1 comprimé 3 fois par jour | 5 jours | 2        |

  @EP05_Code2D @PRE-QR-01 @PRE-QR-02 @PRE-EP4-12
  Scénario: Le code 2D donne l'identifiant transmis
    Quand le prescripteur transmet l'ordonnance
    Et le prescripteur imprime l'ordonnance
    Alors le document imprimé porte un code 2D lisible
    Et le code 2D a le contenu d'une ordonnance numérique
    Et le code 2D porte l'identifiant transmis
    Et l'identifiant montré est celui qui a été transmis

  @PRE-QR-03 @PRE-QR-04 @PRE-QR-05 @EF_EP04.01
  Plan du scénario: Le code 2D dit qui est le patient, avec <particularité>
    Étant donné une ordonnance pour <patient> :
      | produit   | posologie                  | durée   | quantité |
      | doliprane | 1 comprimé 3 fois par jour | 5 jours | 2        |
    Quand le prescripteur transmet l'ordonnance
    Et le prescripteur imprime l'ordonnance
    Alors le nom et le prénom du code 2D sont complétés à 90 caractères
    Et le code 2D porte le nom et le prénom du patient
    Et le nom de famille figure dans le code 2D
    Et le code 2D porte la date de naissance du patient

    Exemples:
      | particularité              | patient              |
      | un nom simple              | EXEMPLARD            |
      | des apostrophes            | D'ESSAI DE L'EXEMPLE |
      | un nom d'usage             | NAISSANCE-FICTIVE    |
      | une date lunaire           | LUNAIRE-FICTIF       |
      | un nom très long           | LONGUEMENT-FICTIVE DE LA TRES LONGUE INVENTION-NOMMEE |

  @PRE-QR-06 @PRE-QR-07
  Scénario: Le code 2D dit qui a prescrit
    Quand le prescripteur transmet l'ordonnance
    Et le prescripteur imprime l'ordonnance
    Alors le code 2D porte le RPPS et le numéro AM du prescripteur
    Et le code 2D ne porte un second RPPS que pour un remplaçant

  @PRE-QR-06 @PRE-QR-07 @capacite:remplacement
  Scénario: Le code 2D porte le second RPPS d'un remplaçant
    Étant donné que l'ordonnance est rédigée par un remplaçant
    Quand le prescripteur transmet l'ordonnance
    Et le prescripteur imprime l'ordonnance
    Alors le code 2D porte le RPPS et le numéro AM du prescripteur
    Et le code 2D ne porte un second RPPS que pour un remplaçant

  @PRE-QR-02 @PRE-QR-04
  Scénario: Deux ordonnances imprimées gardent chacune leur code
    Quand le prescripteur transmet l'ordonnance
    Et le prescripteur imprime l'ordonnance
    Étant donné une ordonnance pour TESTINACCI :
      | produit   | posologie            | durée  | quantité |
      | ventoline | 2 bouffées si besoin | 1 mois | 1        |
    Quand le prescripteur transmet l'ordonnance
    Et le prescripteur imprime l'ordonnance
    Alors le code 2D porte l'identifiant transmis
    Et le code 2D porte le nom et le prénom du patient

  @PRE-QR-08
  Plan du scénario: Sans enregistrement, pas de code 2D : le téléservice <panne>
    Étant donné que le téléservice <panne> à chaque création
    Quand le prescripteur transmet l'ordonnance
    Et le prescripteur imprime l'ordonnance
    Alors l'ordonnance non enregistrée n'est pas imprimée avec un code 2D

    Exemples:
      | panne                |
      | oppose un refus      |
      | coupe la connexion   |

  @PRE-IMP-01 @PRE-IMP-02 @PRE-IMP-03
  Scénario: Le document informe le patient
    Quand le prescripteur transmet l'ordonnance
    Et le prescripteur imprime l'ordonnance
    Alors le document imprimé porte la mention e-prescription et le numéro
    Et le document imprimé informe du droit d'opposition, avec sa date
    Et le document imprimé informe de la transmission électronique

  @PRE-IMP-02
  Scénario: Le document d'un patient qui s'oppose le dit aussi
    Étant donné que le patient s'oppose à la consultation des données d'exécution
    Quand le prescripteur transmet l'ordonnance
    Et le prescripteur imprime l'ordonnance
    Alors le document imprimé informe du droit d'opposition, avec sa date
