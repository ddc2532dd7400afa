import type { OperationName } from './contract.js'
import type { Couverture } from './droits.js'
import { buildEnvelope } from './envelope.js'
import type { Ins } from './model.js'
import { echec, readReply, type Reply } from './reply.js'
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
export async function callTeleservice<T>(session: Session, { operation, teleservice = 'ordonnanceNumerique', request, patient, couverture, assertionPatient, matches }: Call<T>): Promise<Reply<T>> {
  const { opening, behaviour, openedAt, installation } = session
  const { contract, timeout } = installation
  const { action, contexteBam = 'requis' } = contract.operation(operation)
  const url = opening.endpoints.operations?.[operation] ?? opening.endpoints[teleservice]
  if (url === undefined) return echec(`L’ouverture de la session ne donne pas l’adresse du téléservice « ${teleservice} ».`)
  const messageId = behaviour.messageId()
  const body = contract.writeRequest(operation, teleservice === 'ordonnanceNumerique' ? { version: opening.versionPaquet, ...request } : request)
  const about = { ...(patient ? { patient } : {}), ...(couverture ? { couverture } : {}), ...(assertionPatient === undefined ? {} : { assertionPatient }) }
  const built = buildEnvelope({ opening, behaviour, now: session.now(), openedAt, action, url, messageId, body, contexteBam: contexteBam === 'requis', ...about })
  const { envelope, contentType } = behaviour.wire({ envelope: built, contentType: mediaTypeOf(action) })
  const read = (element: Parameters<typeof contract.readReply>[1]): T => contract.readReply(operation, element) as T
  const reply = await send({ url, contentType, envelope, authentification: behaviour.insi.authentification(opening.authentification, operation), timeout }, (answer) =>
    readReply(answer.status, answer.bytes, { messageId, read, matches }),
  )
  return behaviour.understand(reply)
}

async function send<T>(post: Parameters<typeof postEnvelope>[0], read: (answer: Awaited<ReturnType<typeof postEnvelope>>) => Reply<T>): Promise<Reply<T>> {
  try {
    return read(await postEnvelope(post))
  } catch (cause) {
    if (cause instanceof TransportProblem) return echec(cause.message)
    throw cause
  }
}
