import { EchecConnexion, inscriptionOf } from './proSanteConnect.js'
import { newNumber } from './pscBehaviour.js'
import type { Session } from './session.js'
import { call, TransportProblem, type HttpAnswer } from './transport.js'

/** The user's session with the proxy e-Santé: its cookie, and who is authenticated. */
export interface SessionProxy {
  cookie: string
  personne: { idNat: string; professions: readonly string[] }
}

/** The proxy waits for the user's answer: longer than for a téléservice. */
const PATIENCE = 130_000

interface Sending {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string
}

/** One request to the proxy: every one of them has its own correlation id. */
async function toProxy(session: Session, { method, path, headers = {}, body }: Sending): Promise<HttpAnswer> {
  const correlation = session.behaviour.psc.correlation()
  const failed = (texte: string): EchecConnexion => new EchecConnexion('enEchec', session.behaviour.psc.proxyFailure(texte, correlation))
  let answer: HttpAnswer
  try {
    answer = await call({
      method,
      url: `${inscriptionOf(session).proxy}${path}`,
      headers: { ...headers, ...(correlation === undefined ? {} : { 'x-correlation-id': correlation }) },
      ...(body === undefined ? {} : { body }),
      trust: { ca: [session.opening.authentification.autorite] },
      timeout: Math.max(PATIENCE, session.installation.timeout),
    })
  } catch (cause) {
    if (cause instanceof TransportProblem) throw failed(`Le proxy e-Santé ne répond pas. ${cause.message}`)
    throw cause
  }
  if (answer.status >= 500) throw failed(`Le proxy e-Santé est indisponible (HTTP ${answer.status}). Réessayez dans quelques minutes.`)
  return answer
}

export interface Connection {
  canal: 'CARD' | 'MOBILE'
  montre(numero: string): void
}

/** Opens the user's session with the proxy, which asks Pro Santé Connect; the user compares the number on both screens. */
export async function openProxy(session: Session, { canal, montre }: Connection): Promise<SessionProxy> {
  const { professionnel } = session.opening
  const { client } = inscriptionOf(session)
  const numero = newNumber()
  montre(session.behaviour.psc.shownNumber(numero))
  const body = session.behaviour.psc.connection({ nationalId: professionnel.idNat, bindingMessage: numero, clientId: client.id, channel: canal })
  const headers = { 'content-type': 'application/json', ...(session.proxy ? { cookie: session.proxy.cookie } : {}) }
  const answer = await toProxy(session, { method: 'POST', path: '/connect', headers, body: JSON.stringify(body) })
  if (answer.status === 304 && session.proxy) return session.proxy
  const [cookie] = answer.headers['set-cookie'] ?? []
  if (answer.status === 200 && cookie !== undefined) {
    return { cookie: cookie.split(';')[0]!, personne: { idNat: professionnel.idNat, professions: session.connexion?.personne.professions ?? [professionnel.profession] } }
  }
  throw new EchecConnexion(answer.status === 400 && codeOf(answer) === 'SIM-PROXY-03' ? 'expiree' : 'refusee', messageOf(answer))
}

const bodyOf = ({ bytes }: HttpAnswer): { code?: string; message?: string } => {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as { code?: string; message?: string }
  } catch {
    return {}
  }
}
const codeOf = (answer: HttpAnswer): string | undefined => bodyOf(answer).code
const messageOf = (answer: HttpAnswer): string => bodyOf(answer).message ?? `Le proxy e-Santé a refusé la connexion (HTTP ${answer.status}).`

/** For a call that needs a session: what went wrong is told, not thrown. */
export async function connectProxy(session: Session, canal: Connection['canal']): Promise<SessionProxy | { probleme: string }> {
  try {
    session.proxy = await openProxy(session, { canal, montre: () => undefined })
    return session.proxy
  } catch (cause) {
    if (cause instanceof EchecConnexion) return { probleme: cause.message }
    throw cause
  }
}

/** Headers of a call that the proxy sends on. */
export function proxyHeaders({ behaviour }: Session, { cookie }: SessionProxy): Record<string, string> {
  const correlation = behaviour.psc.correlation()
  return { cookie, ...(correlation === undefined ? {} : { 'x-correlation-id': correlation }) }
}

/** Ends the session with the proxy; one that it has already forgotten is ended too. */
export async function closeProxy(session: Session, { cookie }: SessionProxy): Promise<void> {
  const { status } = await toProxy(session, { method: 'DELETE', path: '/disconnect', headers: { cookie } })
  if (status !== 200 && status !== 401) throw new EchecConnexion('enEchec', `Le proxy e-Santé n’a pas confirmé la déconnexion (HTTP ${status}).`)
}
