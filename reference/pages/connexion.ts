import type { Request, RequestHandler, Response, Router } from 'express'
import { authenticate, logout, type DemandeAuthentification, type ObservationAuthentification } from '../authentification.js'
import { erreur, information, type Message, type Profil } from '../model.js'
import type { Session } from '../session.js'
import { html, type Html } from './html.js'
import { button, homeOf, page, select } from './layout.js'

export interface ConnexionWiring {
  act(profil: Profil | undefined, handler: (session: Session, request: Request, response: Response) => Promise<void> | void): RequestHandler
}

const METHODES = { page: 'sur la page de Pro Santé Connect', ciba: 'avec ma carte ou mon téléphone', proxy: 'par le proxy e-Santé' } as const
const CANAUX = { CARD: 'ma carte', MOBILE: 'mon téléphone' } as const

/** Where the professional logs in with Pro Santé Connect, comes back and logs out; the same for both profiles. */
export function addConnexionPages(router: Router, { act }: ConnexionWiring): void {
  router.get(
    '/sessions/:session/connexion',
    act(undefined, (session, _request, response) => void response.send(connexionPage(session))),
  )
  router.post(
    '/sessions/:session/connexion',
    act(undefined, async (session, request, response) => {
      const demande = readDemande((request.body ?? {}) as Record<string, unknown>)
      if (!demande) return void response.status(422).send(connexionPage(session, [erreur('Choisissez comment vous authentifier.')]))
      const seen = await session.exclusive(() => authenticate(session, demande))
      response.status(seen.statut === 'authentifie' ? 200 : 422).send(connexionPage(session, messagesOf(seen), seen))
    }),
  )
  router.post(
    '/sessions/:session/deconnexion',
    act(undefined, async (session, _request, response) => {
      const { messages } = await session.exclusive(() => logout(session))
      response.send(connexionPage(session, messages))
    }),
  )
}

function readDemande({ methode, canal }: Record<string, unknown>): DemandeAuthentification | undefined {
  if (methode === 'retour') return { methode }
  const known = Object.keys(METHODES).find((name) => name === methode) as keyof typeof METHODES | undefined
  return known && { methode: known, canal: canal === 'CARD' ? 'CARD' : 'MOBILE' }
}

const messagesOf = ({ codeComparaison, messages }: ObservationAuthentification): Message[] => [
  ...(codeComparaison === undefined ? [] : [information(`Numéro à comparer avec celui de votre carte ou de votre téléphone : ${codeComparaison}.`)]),
  ...messages,
]

function connexionPage(session: Session, messages: Message[] = [], seen?: ObservationAuthentification): string {
  const { connexion, proxy } = session
  const connected = connexion ? html`<p>Connecté : <strong>${connexion.personne.prenom} ${connexion.personne.nom}</strong> (${connexion.personne.idNat}).</p>` : html`<p>Personne n’est connecté.</p>`
  const content = html`${connected} ${proxy && html`<p>Une session du proxy e-Santé est ouverte.</p>`} ${situationsOf(seen)}
    <h2>S’authentifier</h2>
    <form method="post" action="${homeOf(session)}/connexion">
      ${select({ name: 'methode', label: 'Comment', options: Object.entries(METHODES) })} ${select({ name: 'canal', label: 'Je réponds avec', options: Object.entries(CANAUX) })}
      ${button('S’authentifier avec Pro Santé Connect')}
    </form>
    ${connexion &&
    html`<form method="post" action="${homeOf(session)}/connexion"><input type="hidden" name="methode" value="retour" />${button('Reprendre ma session')}</form>`}
    <form method="post" action="${homeOf(session)}/deconnexion">${button('Se déconnecter')}</form>`
  return page({ title: 'Pro Santé Connect', session, messages, content })
}

const situationsOf = (seen: ObservationAuthentification | undefined): Html | undefined =>
  seen?.situations && html`<h2>Situations d’exercice</h2><ul>${seen.situations.map(({ raisonSociale, secteur }) => html`<li>${raisonSociale} (${secteur})</li>`)}</ul>`
