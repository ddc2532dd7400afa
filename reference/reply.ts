import type { XmlDocument, XmlElement } from 'libxml2-wasm'
import { XmlElement as Element } from 'libxml2-wasm'
import { ContractProblem } from './contract.js'
import { NAMESPACES } from './envelope.js'
import { erreur, type Message } from './model.js'
import { withXml, XmlProblem } from './xml.js'

/** What became of a call. `echec`: the service could not be reached, failed, or its answer cannot be trusted. */
export type Reply<T> =
  | { issue: 'acceptee'; value: T | undefined }
  | { issue: 'refusee'; message: Message }
  | { issue: 'echec'; message: Message }

export const echec = (texte: string, code?: string): { issue: 'echec'; message: Message } => ({ issue: 'echec', message: erreur(texte, code) })

export interface Expected<T> {
  messageId: string
  read(body: XmlElement): T
  /** Whether the answer speaks of what was asked. */
  matches(value: T): boolean
}

/** Reads the HTTP answer of a téléservice. */
export function readReply<T>(status: number, bytes: Uint8Array, expected: Expected<T>): Reply<T> {
  try {
    return withXml(bytes, (document) => readEnvelope(document, expected) ?? echec(`Le téléservice a répondu de façon inattendue (HTTP ${status}).`))
  } catch (cause) {
    if (cause instanceof XmlProblem) return echec(`La réponse du téléservice est illisible (HTTP ${status}, XML mal formé).`)
    if (cause instanceof ContractProblem) return echec(`La réponse du téléservice ne suit pas son contrat. ${cause.message}`)
    throw cause
  }
}

function readEnvelope<T>(document: XmlDocument, { messageId, read, matches }: Expected<T>): Reply<T> | undefined {
  const echoed = document.get('/soap:Envelope/soap:Header/wsa:MessageID', NAMESPACES)?.content.trim()
  const bodies = document.find('/soap:Envelope/soap:Body/*', NAMESPACES).filter((node): node is XmlElement => node instanceof Element)
  const body = bodies.length === 1 ? bodies[0] : undefined
  if (!body) return undefined
  if (body.name === 'Fault' && body.namespaceUri === NAMESPACES.soap) {
    return echoed === undefined || echoed === messageId ? readFault(body) : foreign()
  }
  if (echoed !== messageId) return foreign()
  const value = read(body)
  return matches(value) ? { issue: 'acceptee', value } : foreign()
}

const foreign = (): Reply<never> => echec('La réponse reçue du téléservice ne correspond pas à la demande envoyée : elle est ignorée.')

/** `Sender`: what was sent is refused. `Receiver` and the rest: the service failed, the same request may pass later. */
function readFault(fault: XmlElement): Reply<never> {
  const detail = fault.get('soap:Detail/siram:Erreur', NAMESPACES)
  const code = detail instanceof Element ? detail.attr('code')?.value : undefined
  const reason = detail?.content.trim() || fault.get('soap:Reason/soap:Text', NAMESPACES)?.content.trim()
  const side = fault.get('soap:Code/soap:Value', NAMESPACES)?.content.trim().split(':').at(-1)
  const message = erreur(reason || 'Le téléservice a refusé la demande sans donner de motif.', code)
  return { issue: side === 'Sender' ? 'refusee' : 'echec', message }
}
