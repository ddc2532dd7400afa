import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { Message } from './model.js'
import type { DefautJeton, Personne } from './proSanteConnect.js'

type Parameters = Readonly<Record<string, string>>

/** Where software that uses Pro Santé Connect goes wrong. */
export interface PscBehaviour {
  /** A value that nobody can guess: `state`, `nonce`, PKCE verifier. */
  fresh(purpose: 'state' | 'nonce' | 'verifier'): string
  /** The authorisation request as built → as sent. */
  authorisation(parameters: Parameters): Parameters
  /** The CIBA request as built → as sent. */
  ciba(parameters: Parameters): Parameters
  /** The two digits sent → those that the user is asked to compare. */
  shownNumber(sent: string): string
  /** Milliseconds before the next question, when the service wants that many seconds. */
  pause(seconds: number): number
  /** Whether something wrong in an id_token stops the login. */
  stops(problem: DefautJeton): boolean
  /** The person as read in the answers of the service → as shown. */
  shown(read: Personne, expected: { nom: string; prenom: string; idNat: string }): Personne
  /** What to do when the user comes back: the access token is dead or not, the refresh token too. */
  comesBack(tokens: { accesVivant: boolean; renouvellementVivant: boolean }): 'continuer' | 'renouveler' | 'reconnecter'
  /** What the user is told when the login did not succeed. */
  announce(statut: 'refusee' | 'expiree' | 'enEchec', messages: Message[]): { statut: string; messages: Message[] }
  /** What a logout calls. */
  ends(what: 'connexion' | 'proxy'): boolean
  /** Header that follows a request from end to end; undefined: not sent. */
  correlation(): string | undefined
  /** What is told of a failure of the proxy. */
  proxyFailure(texte: string, correlation: string | undefined): string
  /** The body of a connection to the proxy as built → as sent. */
  connection(body: Parameters): Parameters
  /** The assertion of the person as built → as sent. */
  assertion(xml: string): string
}

export const honestPsc: PscBehaviour = {
  fresh: () => randomBytes(32).toString('base64url'),
  authorisation: (parameters) => parameters,
  ciba: (parameters) => parameters,
  shownNumber: (sent) => sent,
  pause: (seconds) => seconds * 1000,
  stops: () => true,
  shown: (read) => read,
  comesBack: ({ accesVivant, renouvellementVivant }) => (accesVivant ? 'continuer' : renouvellementVivant ? 'renouveler' : 'reconnecter'),
  announce: (statut, messages) => ({ statut, messages }),
  ends: () => true,
  correlation: () => randomUUID(),
  proxyFailure: (texte) => texte,
  connection: (body) => body,
  assertion: (xml) => xml,
}

/** Two digits, 00 to 99, new each time. */
export const newNumber = (): string => String(randomInt(100)).padStart(2, '0')
