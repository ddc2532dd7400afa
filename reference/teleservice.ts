import type { OperationName } from './contract.js'
import type { Couverture } from './droits.js'
import { buildEnvelope } from './envelope.js'
import type { Ins } from './model.js'
import { echec, readReply, type Reply } from './reply.js'
import { connectProxy, proxyHeaders, type SessionProxy } from './proxyEsante.js'
import type { Session, SessionOpening } from './session.js'
import { mediaTypeOf, postEnvelope, TransportProblem } from './transport.js'

/** The téléservices, as the opening names their addresses. */
export type Teleservice = Exclude<keyof SessionOpening['endpoints'], 'operations'>

export interface Call<T> {
  operation: OperationName
  /** Ordonnance numérique unless told otherwise. */
  teleservice?: Teleservice
  /** Canonical request; the version of the package joins it for the ordonnance numérique. */
  request: object
  /** The person the call is about, when known. */
  patient?: Ins
  /** More of that person, for a téléservice that is given a ContexteBAM in full. */
  couverture?: Partial<Couverture>
  /** What the patient's card or ApCV context signed. */
  assertionPatient?: string
  /** Whether an answer speaks of what was asked. */
  matches(reply: T): boolean
}

/** Calls a téléservice for a session: one request, one answer, understood. */
export async function callTeleservice<T>(session: Session, call: Call<T>): Promise<Reply<T>> {
  const { endpoints, authentification } = session.opening
  const { operation, teleservice = 'ordonnanceNumerique' } = call
  const url = endpoints.operations?.[operation] ?? endpoints[teleservice]
  if (url === undefined) return echec(`L’ouverture de la session ne donne pas l’adresse du téléservice « ${teleservice} ».`)
  if (authentification.mode === 'PSC') return throughProxy(session, (proxy) => callOnce(session, call, url, proxy))
  const answered = await callOnce(session, call, url)
  return answered === 'sessionProxyPerdue' ? echec('Le téléservice a répondu de façon inattendue (HTTP 401).') : answered
}

/** With Pro Santé Connect a call goes by the proxy e-Santé; a session that the proxy has forgotten is opened again, and the message made anew. */
async function throughProxy<T>(session: Session, attempt: (proxy: SessionProxy) => Promise<Reply<T> | 'sessionProxyPerdue'>): Promise<Reply<T>> {
  for (let left = 1; ; left -= 1) {
    const connected = session.proxy ?? (await connectProxy(session, 'MOBILE'))
    if ('probleme' in connected) return echec(connected.probleme)
    const answered = await attempt(connected)
    if (answered !== 'sessionProxyPerdue') return answered
    delete session.proxy
    if (left === 0) return echec('La session Pro Santé Connect est terminée : authentifiez-vous à nouveau.')
  }
}

async function callOnce<T>(session: Session, call: Call<T>, url: string, proxy?: SessionProxy): Promise<Reply<T> | 'sessionProxyPerdue'> {
  const { operation, teleservice = 'ordonnanceNumerique', request, patient, couverture, assertionPatient, matches } = call
  const { opening, behaviour, openedAt, installation } = session
  const { contract, timeout } = installation
  const { action, contexteBam = 'requis' } = contract.operation(operation)
  const messageId = behaviour.messageId()
  const body = contract.writeRequest(operation, teleservice === 'ordonnanceNumerique' ? { version: opening.versionPaquet, ...request } : request)
  const about = {
    ...(patient ? { patient } : {}),
    ...(couverture ? { couverture } : {}),
    ...(assertionPatient === undefined ? {} : { assertionPatient }),
    ...(proxy ? { personne: proxy.personne } : {}),
  }
  const built = buildEnvelope({ opening, behaviour, now: session.now(), openedAt, action, url, messageId, body, contexteBam: contexteBam === 'requis', ...about })
  const { envelope, contentType } = behaviour.wire({ envelope: built, contentType: mediaTypeOf(action) })
  const read = (element: Parameters<typeof contract.readReply>[1]): T => contract.readReply(operation, element) as T
  const authentification = behaviour.insi.authentification(opening.authentification, operation)
  const headers = proxy ? proxyHeaders(session, proxy) : {}
  const reply = await send({ url, contentType, envelope, headers, authentification, timeout }, (answer) =>
    proxy && answer.status === 401 ? ('sessionProxyPerdue' as const) : readReply(answer.status, answer.bytes, { messageId, read, matches }),
  )
  return reply === 'sessionProxyPerdue' ? reply : behaviour.understand(reply)
}

async function send<R>(post: Parameters<typeof postEnvelope>[0], read: (answer: Awaited<ReturnType<typeof postEnvelope>>) => R): Promise<R | ReturnType<typeof echec>> {
  try {
    return read(await postEnvelope(post))
  } catch (cause) {
    if (cause instanceof TransportProblem) return echec(cause.message)
    throw cause
  }
}
