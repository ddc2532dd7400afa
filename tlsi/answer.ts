import type { XmlDocument, XmlElement } from 'libxml2-wasm'
import { messageOf, SchemaViolation, type RefusalDetail } from '../core/errors.js'
import { childElements, escapeXml, parseXml } from '../schemas/xml.js'
import { NS } from './namespaces.js'
import { childNamed, childrenNamed, descend, isNamed, textOf } from './tree.js'

export interface ReplyParts {
  /** Action of the request; the reply's is this + `Response` (tlsi-ins WSDL; docs/sources.md). */
  action: string
  /** MessageID of the request, echoed as it came (tlsi-ins WSDL; docs/sources.md). */
  relatesMessageId: string
  /** Text of the body element, namespaces declared. */
  body: string
}

export const replyAction = (action: string): string => `${action}Response`

/** Content type of an answer; `action` only goes with a reply. */
export const contentType = (action?: string): string => `application/soap+xml; charset=utf-8${action === undefined ? '' : `; action="${action}"`}`

const envelope = (header: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${NS.soap}" xmlns:wsa="${NS.wsa}">` +
  `<soap:Header>${header}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`

export function buildReply({ action, relatesMessageId, body }: ReplyParts): string {
  return envelope(element('wsa:Action', replyAction(action)) + element('wsa:MessageID', relatesMessageId), body)
}

/** Beyond this, what was received as a MessageID is not one: it is not echoed. */
const MESSAGE_ID_CHARACTERS = 128

/** A fault, to the letter of tlsi-ins fault schema; docs/sources.md: SOAP 1.2 code, subcode as a QName of the envelope's prefix, one `siram:Erreur`. */
export function buildFault({ side, subcode, code, severity, message }: RefusalDetail, messageId?: string): string {
  const echoed = messageId !== undefined && messageId.length <= MESSAGE_ID_CHARACTERS ? messageId : undefined
  const reference = echoed === undefined ? '' : ` messageID="${escapeXml(echoed)}"`
  const attributes = `severite="${escapeXml(severity)}" code="${escapeXml(code)}"${reference}`
  const erreur = `<siram:Erreur xmlns:siram="${NS.siram}" ${attributes}>${escapeXml(message)}</siram:Erreur>`
  const fault = [
    `<soap:Code><soap:Value>soap:${side}</soap:Value><soap:Subcode>${element('soap:Value', `soap:${subcode}`)}</soap:Subcode></soap:Code>`,
    `<soap:Reason><soap:Text xml:lang="fr">${escapeXml(message)}</soap:Text></soap:Reason>`,
    `<soap:Detail>${erreur}</soap:Detail>`,
  ]
  return envelope(echoed === undefined ? '' : element('wsa:MessageID', echoed), `<soap:Fault>${fault.join('')}</soap:Fault>`)
}

export interface ReadReply {
  kind: 'reply'
  action?: string
  messageId?: string
  /** The one child element of `soap:Body`; gone once disposed. */
  body: XmlElement
  dispose(): void
}

export interface ReadFault {
  kind: 'fault'
  side: string
  /** Local part of the QName: `siram_40`. */
  subcode: string
  code: string
  severity: string
  message: string
  /** `siram:Erreur/@messageID`. */
  messageId?: string
  /** The `siram:Erreur` element, for its schema; gone once disposed. */
  erreur?: XmlElement
  dispose(): void
}

/** Reads an answer of a téléservice. Throws a `SchemaViolation` when it is not a SOAP 1.2 answer. The caller disposes of it. */
export function readReply(bytes: Uint8Array): ReadReply | ReadFault {
  const document = parseAnswer(bytes)
  try {
    const body = onlyChild(document.root)
    const dispose = (): void => document.dispose()
    return isNamed(body, NS.soap, 'Fault') ? { ...readFault(body), dispose } : { ...readSuccess(document.root, body), dispose }
  } catch (cause) {
    document.dispose()
    throw cause
  }
}

const notAnAnswer = (message: string): SchemaViolation => new SchemaViolation('Réponse SOAP', [{ message }])

function parseAnswer(bytes: Uint8Array): XmlDocument {
  try {
    return parseXml(bytes)
  } catch (cause) {
    throw notAnAnswer(messageOf(cause))
  }
}

function onlyChild(root: XmlElement): XmlElement {
  const bodies = isNamed(root, NS.soap, 'Envelope') ? childrenNamed(root, NS.soap, 'Body') : []
  const children = bodies.flatMap(childElements)
  if (bodies.length !== 1 || children.length !== 1) throw notAnAnswer('ce n’est pas une enveloppe SOAP 1.2 dont le corps porte un élément')
  return children[0]!
}

function readSuccess(root: XmlElement, body: XmlElement): Omit<ReadReply, 'dispose'> {
  const header = childNamed(root, NS.soap, 'Header')
  const action = textOf(childNamed(header, NS.wsa, 'Action'))
  const messageId = textOf(childNamed(header, NS.wsa, 'MessageID'))
  return { kind: 'reply', ...(action === undefined ? {} : { action }), ...(messageId === undefined ? {} : { messageId }), body }
}

const localPart = (qname: string | undefined): string => qname?.split(':').at(-1) ?? ''

function readFault(fault: XmlElement): Omit<ReadFault, 'dispose'> {
  const erreur = childNamed(childNamed(fault, NS.soap, 'Detail'), NS.siram, 'Erreur')
  const messageId = erreur?.attr('messageID')?.value
  return {
    kind: 'fault',
    side: localPart(textOf(descend(fault, NS.soap, 'Code', 'Value'))),
    subcode: localPart(textOf(descend(fault, NS.soap, 'Code', 'Subcode', 'Value'))),
    code: erreur?.attr('code')?.value ?? '',
    severity: erreur?.attr('severite')?.value ?? '',
    message: textOf(erreur) ?? textOf(descend(fault, NS.soap, 'Reason', 'Text')) ?? '',
    ...(messageId === undefined ? {} : { messageId }),
    ...(erreur ? { erreur } : {}),
  }
}
