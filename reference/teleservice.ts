import type { OperationName } from './contract.js'
import { buildEnvelope } from './envelope.js'
import type { Ins } from './model.js'
import { echec, readReply, type Reply } from './reply.js'
import type { Session } from './session.js'
import { mediaTypeOf, postEnvelope, TransportProblem } from './transport.js'

export interface Call<T> {
  operation: OperationName
  /** Canonical request, without its version. */
  request: object
  /** The person the call is about, when known. */
  patient?: Ins
  /** Whether an answer speaks of what was asked. */
  matches(reply: T): boolean
}

/** Calls a téléservice for a session: one request, one answer, understood. */
export async function callTeleservice<T>(session: Session, { operation, request, patient, matches }: Call<T>): Promise<Reply<T>> {
  const { opening, behaviour, openedAt, installation } = session
  const { contract, timeout } = installation
  const { action } = contract.operation(operation)
  const messageId = behaviour.messageId()
  const body = contract.writeRequest(operation, { version: opening.versionPaquet, ...request })
  const built = buildEnvelope({ opening, behaviour, now: session.now(), openedAt, action, messageId, body, ...(patient ? { patient } : {}) })
  const { envelope, contentType } = behaviour.wire({ envelope: built, contentType: mediaTypeOf(action) })
  const read = (element: Parameters<typeof contract.readReply>[1]): T => contract.readReply(operation, element) as T
  const reply = await send({ url: opening.endpoints.ordonnanceNumerique, contentType, envelope, authentification: opening.authentification, timeout }, (answer) =>
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
