# Sources : Pro Santé Connect et proxy e-Santé (requirements/pro-sante-connect.yaml).
@prescripteur @V3 @capacite:proSanteConnect
Fonctionnalité: Le prescripteur s'authentifie avec Pro Santé Connect
  Une journée au cabinet : arrivée, absence, retour, fermeture ; et ce qui peut mal tourner à chaque moment.

  @PRE-CTPPN-09 @PRE-PSC-04 @PRE-PSC-05 @PRE-PSC-06 @PRE-PSC-07 @PRE-PSC-08 @PRE-PSC-09 @PRE-PSC-27 @PRE-PSC-28
  Scénario: Avec la carte, la personne répond tout de suite
    Quand le professionnel s'authentifie avec sa carte
    Alors le professionnel est authentifié par Pro Santé Connect
    Et la demande CIBA porte le numéro, le canal et le professionnel
    Et la demande porte le niveau eidas1 et les scopes attendus
    Et le numéro montré est celui qui a été envoyé
    Et le logiciel respecte le rythme demandé
    Et l'identité est lue avec le jeton de cette authentification
    Et la personne montrée est celle que Pro Santé Connect a authentifiée
    Et le secret du logiciel n'est ni dans une adresse ni dans un corps
    Et aucun jeton n'est montré

  @PRE-PSC-01 @PRE-PSC-02 @PRE-PSC-03 @PRE-PSC-25
  Scénario: Par la page de connexion, avec deux situations d'exercice
    Étant donné la personne exerce dans 2 situations
    Quand le professionnel s'authentifie par la page de connexion
    Alors toutes les situations d'exercice sont offertes
    Et la demande porte un défi PKCE S256 neuf
    Et la demande porte un state et un nonce imprévisibles
    Et l'adresse de retour est celle qui est enregistrée

  @PRE-PSC-10
  Scénario: La personne refuse sur son téléphone
    Étant donné la personne refusera de s'authentifier
    Quand le professionnel s'authentifie avec son téléphone
    Alors le refus de la personne est annoncé

  @PRE-PSC-11
  Scénario: Personne ne répond sur la page de connexion
    Étant donné la personne ne répondra pas
    Quand le professionnel s'authentifie par la page de connexion
    Alors l'absence de réponse est annoncée

  @PRE-PSC-10
  Scénario: La personne refuse la connexion au proxy e-Santé
    Étant donné la personne refusera de s'authentifier
    Quand le professionnel ouvre une session du proxy e-Santé avec sa carte
    Alors le refus de la personne est annoncé

  @PRE-PSC-12
  Plan du scénario: Avec le téléphone, un jeton <défaut>
    Étant donné Pro Santé Connect donnera un jeton <défaut>
    Quand le professionnel s'authentifie avec son téléphone
    Alors le jeton faux ne connecte personne

    Exemples:
      | défaut                      |
      | à la signature fausse       |
      | destiné à un autre logiciel |

  @PRE-PSC-26
  Scénario: Pro Santé Connect tombe en panne pendant l'authentification
    Étant donné Pro Santé Connect répondra une erreur HTTP 503
    Quand le professionnel s'authentifie avec sa carte
    Alors la panne est annoncée

  @PRE-PSC-13 @PRE-PSC-14 @PRE-PSC-15
  Scénario: Deux absences, deux renouvellements, puis la fermeture
    Quand le professionnel s'authentifie avec son téléphone
    Et 200 secondes passent
    Et le professionnel revient à son poste
    Et 200 secondes passent
    Et le professionnel revient à son poste
    Et le professionnel se déconnecte
    Alors le jeton est renouvelé sans nouvelle authentification
    Et aucun jeton n'est présenté après sa fin
    Et la session de Pro Santé Connect est terminée

  @PRE-PSC-17
  Scénario: La session est terminée au retour
    Quand le professionnel s'authentifie avec sa carte
    Et 400 secondes passent
    Et le professionnel revient à son poste
    Alors la fin de la session est annoncée

  @PRE-PSC-06 @PRE-PSC-16 @PRE-PSC-18 @PRE-PSC-19 @PRE-PSC-24
  Scénario: La session du proxy e-Santé rouverte après son expiration
    Quand le professionnel ouvre une session du proxy e-Santé avec son téléphone
    Et 31 minutes passent
    Et le professionnel ouvre une session du proxy e-Santé avec son téléphone
    Et le professionnel se déconnecte
    Alors la connexion au proxy porte le numéro, le canal, le professionnel et le logiciel
    Et le numéro montré est celui qui a été envoyé
    Et la session du proxy e-Santé est terminée
    Et chaque appel au proxy porte un identifiant de corrélation
    Et aucun identifiant de corrélation n'est montré

  @PRE-PSC-20 @PRE-PSC-21 @PRE-PSC-22 @PRE-PSC-23
  Scénario: L'ordonnance envoyée au nom de la personne authentifiée
    Étant donné une ordonnance pour TESTARD-FICTIF :
      | produit  | posologie                | durée   | quantité |
      | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |
    Quand le prescripteur transmet l'ordonnance
    Alors avec Pro Santé Connect, chaque appel passe par le proxy e-Santé
    Et avec Pro Santé Connect, l'assertion n'est pas signée
    Et avec Pro Santé Connect, le sujet de l'assertion est la personne authentifiée
    Et avec Pro Santé Connect, l'assertion porte ses attributs
