# Sources : Pro Santé Connect et proxy e-Santé (requirements/pro-sante-connect.yaml).
@officine @V3 @capacite:proSanteConnect
Fonctionnalité: Le pharmacien s'authentifie avec Pro Santé Connect
  La personne s'authentifie une fois, sur une page, avec sa carte ou avec son téléphone ; le logiciel sait qui elle est et n'oublie pas
  de refermer la porte.

  @PRE-CTPPN-09 @PRE-PSC-01 @PRE-PSC-02 @PRE-PSC-03 @PRE-PSC-04 @PRE-PSC-08 @PRE-PSC-09 @PRE-PSC-27 @PRE-PSC-28
  Scénario: Par la page de connexion
    Quand le professionnel s'authentifie par la page de connexion
    Alors le professionnel est authentifié par Pro Santé Connect
    Et la demande porte un défi PKCE S256 neuf
    Et la demande porte un state et un nonce imprévisibles
    Et l'adresse de retour est celle qui est enregistrée
    Et la demande porte le niveau eidas1 et les scopes attendus
    Et l'identité est lue avec le jeton de cette authentification
    Et la personne montrée est celle que Pro Santé Connect a authentifiée
    Et le secret du logiciel n'est ni dans une adresse ni dans un corps
    Et aucun jeton n'est montré

  @PRE-CTPPN-09 @PRE-PSC-01 @PRE-PSC-02
  Scénario: Deux fois de suite par la page, rien ne sert deux fois
    Quand le professionnel s'authentifie par la page de connexion
    Et le professionnel s'authentifie par la page de connexion
    Alors le professionnel est authentifié par Pro Santé Connect
    Et la demande porte un défi PKCE S256 neuf
    Et la demande porte un state et un nonce imprévisibles

  @PRE-CTPPN-09 @PRE-PSC-04 @PRE-PSC-05 @PRE-PSC-06 @PRE-PSC-07 @PRE-PSC-08
  Scénario: Avec le téléphone, après quelques questions
    Étant donné la personne approuvera après 2 questions
    Quand le professionnel s'authentifie avec son téléphone
    Alors le professionnel est authentifié par Pro Santé Connect
    Et la demande CIBA porte le numéro, le canal et le professionnel
    Et la demande porte le niveau eidas1 et les scopes attendus
    Et le numéro montré est celui qui a été envoyé
    Et le logiciel respecte le rythme demandé
    Et la personne montrée est celle que Pro Santé Connect a authentifiée

  @PRE-PSC-07
  Scénario: Le service demande de ralentir
    Étant donné Pro Santé Connect demande une fois de ralentir
    Et la personne approuvera après 1 question
    Quand le professionnel s'authentifie avec sa carte
    Alors le logiciel respecte le rythme demandé

  @PRE-PSC-08
  Scénario: Un collègue s'authentifie sur la page de connexion
    Étant donné un collègue s'authentifiera à sa place
    Quand le professionnel s'authentifie par la page de connexion
    Alors la personne montrée est celle que Pro Santé Connect a authentifiée

  @PRE-PSC-25
  Scénario: Plusieurs situations d'exercice
    Étant donné la personne exerce dans 3 situations
    Quand le professionnel s'authentifie par la page de connexion
    Alors toutes les situations d'exercice sont offertes

  @PRE-PSC-10
  Scénario: La personne refuse sur la page de connexion
    Étant donné la personne refusera de s'authentifier
    Quand le professionnel s'authentifie par la page de connexion
    Alors le refus de la personne est annoncé

  @PRE-PSC-11
  Scénario: Personne ne répond au téléphone
    Étant donné la personne ne répondra pas
    Quand le professionnel s'authentifie avec son téléphone
    Alors l'absence de réponse est annoncée

  @PRE-PSC-12
  Plan du scénario: Un jeton <défaut>
    Étant donné Pro Santé Connect donnera un jeton <défaut>
    Quand le professionnel s'authentifie par la page de connexion
    Alors le jeton faux ne connecte personne

    Exemples:
      | défaut                        |
      | à la signature fausse         |
      | destiné à un autre logiciel   |
      | répondant à une autre demande |
      | d'un autre émetteur           |
      | expiré                        |

  @PRE-PSC-13 @PRE-PSC-14
  Scénario: Le pharmacien revient à son poste : le jeton d'accès est mort, le renouvellement vit
    Quand le professionnel s'authentifie par la page de connexion
    Et 200 secondes passent
    Et le professionnel revient à son poste
    Alors le jeton est renouvelé sans nouvelle authentification
    Et aucun jeton n'est présenté après sa fin

  @PRE-PSC-13 @PRE-PSC-17
  Scénario: Le pharmacien revient trop tard
    Quand le professionnel s'authentifie par la page de connexion
    Et 400 secondes passent
    Et le professionnel revient à son poste
    Alors la fin de la session est annoncée
    Et aucun jeton n'est présenté après sa fin

  @PRE-PSC-13 @PRE-PSC-15
  Scénario: La déconnexion
    Quand le professionnel s'authentifie par la page de connexion
    Et le professionnel se déconnecte
    Alors la session de Pro Santé Connect est terminée
    Et aucun jeton n'est présenté après sa fin

  @PRE-CTPPN-09 @PRE-PSC-06 @PRE-PSC-08 @PRE-PSC-16 @PRE-PSC-18 @PRE-PSC-19 @PRE-PSC-24
  Scénario: Une session du proxy e-Santé, de son ouverture à sa fin
    Quand le professionnel ouvre une session du proxy e-Santé avec sa carte
    Et le professionnel se déconnecte
    Alors le professionnel est authentifié par Pro Santé Connect
    Et la connexion au proxy porte le numéro, le canal, le professionnel et le logiciel
    Et le numéro montré est celui qui a été envoyé
    Et la personne montrée est celle que Pro Santé Connect a authentifiée
    Et la session du proxy e-Santé est terminée
    Et chaque appel au proxy porte un identifiant de corrélation
    Et aucun identifiant de corrélation n'est montré

  @PRE-PSC-18
  Scénario: La session du proxy est déjà terminée quand le pharmacien se déconnecte
    Quand le professionnel ouvre une session du proxy e-Santé avec son téléphone
    Et 31 minutes passent
    Et le professionnel se déconnecte
    Alors la session du proxy e-Santé est terminée

  @PRE-PSC-19 @PRE-PSC-24 @PRE-PSC-26
  Scénario: Le proxy e-Santé est indisponible
    Étant donné le proxy e-Santé répondra une erreur HTTP 503
    Quand le professionnel ouvre une session du proxy e-Santé avec sa carte
    Alors la panne est annoncée
    Et chaque appel au proxy porte un identifiant de corrélation
    Et aucun identifiant de corrélation n'est montré

  @PRE-PSC-20 @PRE-PSC-21 @PRE-PSC-22 @PRE-PSC-23
  Scénario: Le téléservice appelé au nom de la personne authentifiée
    Étant donné l'ordonnance numérique de TESTARD-FICTIF :
      | produit  | posologie                | durée   | quantité |
      | clamoxyl | 1 comprimé matin et soir | 6 jours | 1        |
    Quand le pharmacien saisit l'identifiant imprimé et consulte l'ordonnance
    Alors avec Pro Santé Connect, chaque appel passe par le proxy e-Santé
    Et avec Pro Santé Connect, l'assertion n'est pas signée
    Et avec Pro Santé Connect, le sujet de l'assertion est la personne authentifiée
    Et avec Pro Santé Connect, l'assertion porte ses attributs
