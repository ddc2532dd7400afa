import { messageOf, Refusal, SchemaViolation, type RefusalDetail } from '../core/errors.js'
import type { ExchangeRecord } from '../core/exchange.js'
import type { Pack, PackOperation } from '../schemas/pack.js'
import { buildFault, buildReply, contentType, readReply, replyAction } from '../tlsi/answer.js'
import { firstProblem, idsOf, senderOf, type Situation } from '../tlsi/checks.js'
import { readEnvelope, type Envelope } from '../tlsi/envelope.js'
import { documentedRefusal, expectedReceived, refuse, shown } from '../tlsi/refusals.js'
import { acceptsEmployeeCard, audiencesOf, type AuthenticatedPerson } from '../tlsi/situation.js'
import { codeOf, refusalOf, type Injection } from './injection.js'
import { nearest } from './nearest.js'
import type { RawReply, RawRequest } from './recording.js'
import type { AnySimulator, SessionInside } from './sessions.js'
import type { Sender } from './simulator.js'

/** Faults of the service itself whose real form is not public: the codes are ours (docs/sources.md). */
export const SERVICE_CODES = {
  'SIM-SESSION': { side: 'Sender', status: 404, message: 'Cette adresse n’appartient à aucune session ouverte du banc.' },
  'SIM-CHEMIN': { side: 'Sender', status: 404, message: 'Cette opération n’est pas servie à ce chemin.' },
  'SIM-ACTION': { side: 'Sender', status: 500, message: 'Aucune opération ne porte cette action.' },
  'SIM-SCHEMA': { side: 'Sender', status: 500, message: 'Le corps de la requête ne respecte pas son contrat.' },
  'SIM-BANC': { side: 'Receiver', status: 500, message: 'Le banc a échoué en répondant : ce n’est pas le fait du logiciel.' },
} as const satisfies Record<string, { side: RefusalDetail['side']; status: number; message: string }>
export type ServiceCode = keyof typeof SERVICE_CODES

export function serviceRefusal(code: ServiceCode, explanation = ''): RefusalDetail {
  const { side, status, message } = SERVICE_CODES[code]
  return { side, subcode: code, code, severity: 'fatale', message: `${message} ${explanation}`.trim(), status }
}

/** What a service decided of a call, and how the answer leaves. */
export interface Answer {
  /** Name of the operation in the pack; `inconnue` when none claims the call. */
  operation: string
  simulator: string
  reply: RawReply
  result: ExchangeRecord['result']
  /** How the answer travels, when a fault of the network was asked for. */
  transport?: { kind: 'close' } | { kind: 'delay'; milliseconds: number }
}

export interface Surroundings {
  pack: Pack
  simulators: ReadonlyMap<string, AnySimulator>
  /** PEM of the test authority. */
  authority: string
  tls: boolean
}

/** A call that reached a session. */
export interface Call {
  request: RawRequest
  /** Path under the session's address. */
  path: string
  /** Which of the two environments was called. */
  listener: 'CPS' | 'CERTIFICAT_LOGICIEL'
  /** The person for whom the proxy e-Santé lets the call through. */
  authenticated?: AuthenticatedPerson
  /** Virtual and wall-clock time of reception. */
  now: Date
  receivedAt: Date
}

export const UNKNOWN_OPERATION = 'inconnue'

/** What is known of a call while it is answered, for the answer that ends it early. */
interface Progress {
  operation?: PackOperation
  messageId?: string
}

/** Answers one call. Never throws: what breaks in the bench is an answer too, and says so. */
export function answer(call: Call, inside: SessionInside, surroundings: Surroundings): Answer {
  const progress: Progress = {}
  let envelope: Envelope | undefined
  try {
    envelope = readCall(call.request)
    return serveCall({ call, inside, surroundings, envelope, progress })
  } catch (cause) {
    return failure(cause, progress)
  } finally {
    envelope?.dispose()
  }
}

interface Serving {
  call: Call
  inside: SessionInside
  surroundings: Surroundings
  envelope: Envelope
  progress: Progress
}

function readCall({ method, headers, bytes }: RawRequest): Envelope {
  if (method !== 'POST') throw refuse('SIM-TLSI-11', expectedReceived('POST', shown(method)))
  const coding = headers['content-encoding']
  if (coding !== undefined && coding.toLowerCase() !== 'identity') throw refuse('SIM-TLSI-10', expectedReceived('aucun codage', shown(coding)))
  return readEnvelope(bytes, headers['content-type'])
}

/** In the order of the real service: frame, operation, body, then the job itself (docs/sources.md). */
function serveCall(serving: Serving): Answer {
  const { call, inside, surroundings, envelope, progress } = serving
  const operation = surroundings.pack.operationByAction(envelope.action ?? '')
  Object.assign(progress, operation ? { operation } : {}, envelope.messageId === undefined ? {} : { messageId: envelope.messageId })
  const situation = situationOf(serving)
  checkFrame(serving, situation)
  if (!operation) throw new Refusal(unknownAction(envelope.action ?? '', surroundings.pack))
  if (operation.path !== call.path) throw new Refusal(serviceRefusal('SIM-CHEMIN', expectedReceived(operation.path, shown(call.path))))
  const request = surroundings.pack.readRequest(operation.name, envelope.body)
  const injection = inside.injections.take(operation.name)
  const refused = injection && injectedAnswer(injection, operation, envelope, surroundings.pack)
  if (refused && !(injection.kind === 'close' && injection.processed)) return refused
  const done = perform(serving, operation, request, senderFor(serving, situation))
  return refused ?? { ...done, ...(injection?.kind === 'delay' ? { transport: injection } : {}) }
}

function situationOf({ call, inside, surroundings, progress }: Serving): Situation {
  const { clientCertificate } = call.request
  return {
    now: call.now,
    receivedAt: call.receivedAt,
    mode: inside.options.authentication,
    authorities: [surroundings.authority],
    ...(clientCertificate ? { clientCertificate } : {}),
    knownIdams: [inside.options.idam],
    seenIds: inside.seenIds,
    contexteBamExpected: progress.operation?.contexteBam !== 'absent',
    audiences: audiencesOf(call.request, surroundings.tls),
    ...(call.authenticated === undefined ? {} : { authenticated: call.authenticated }),
    employeeCard: acceptsEmployeeCard(progress.operation?.name, inside.options.packageVersion),
  }
}

/** The ids of a call are used up even when it is refused: a client must renew them at each call (tlsi-ins schemas; docs/sources.md). */
function checkFrame({ call, inside, envelope }: Serving, situation: Situation): void {
  const listener = situation.mode === 'CERTIFICAT_LOGICIEL' ? situation.mode : 'CPS'
  const problem = call.listener === listener ? firstProblem(envelope, situation) : undefined
  idsOf(envelope).forEach((id) => inside.seenIds.add(id))
  if (problem) throw new Refusal(problem.refusal)
  if (call.listener !== listener) throw new Refusal(wrongEnvironment(situation.mode, call.listener))
}

const ENVIRONMENTS = {
  CPS: 'l’adresse du mode CPS',
  CERTIFICAT_LOGICIEL: 'l’adresse du mode certificat logiciel',
  PSC: 'l’adresse du proxy e-Santé (sans certificat client)',
} as const satisfies Record<Situation['mode'], string>

/** The two environments are apart: a wrong pairing gives `desir_620` (tlsi-ins WSDL; docs/sources.md). */
const wrongEnvironment = (expected: Situation['mode'], received: Situation['mode']): RefusalDetail =>
  documentedRefusal(
    'certificatInadapte',
    `Le certificat ne convient pas à cet environnement. ${expectedReceived(ENVIRONMENTS[expected], ENVIRONMENTS[received])}`,
  )

function unknownAction(action: string, pack: Pack): RefusalDetail {
  const known = Object.values(pack.operations).map((operation) => operation.action)
  const near = nearest(action.slice(0, 300), known)
  return serviceRefusal('SIM-ACTION', `Reçu : ${shown(action)} ; la plus proche : ${near ?? 'aucune'} ; connues : ${known.join(', ')}.`)
}

function senderFor({ call, envelope }: Serving, situation: Situation): Sender {
  const commonName = situation.mode === 'CERTIFICAT_LOGICIEL' ? call.request.clientCertificate?.commonName : undefined
  return { mode: situation.mode, ...senderOf(envelope, situation), ...(commonName === undefined ? {} : { commonName }) }
}

function perform({ call, inside, surroundings, progress }: Serving, operation: PackOperation, request: unknown, sender: Sender): Answer {
  const { packageVersion, modeTransmission } = inside.options
  const simulated = surroundings.simulators.get(operation.service)?.operations[operation.name]
  if (!simulated) throw new Error(`aucun simulateur « ${operation.service} » ne sait faire ${operation.name}`)
  const value = simulated(request, inside.stateOf(operation.service), { now: call.now, sender, packageVersion, modeTransmission })
  const body = writtenReply(surroundings.pack, operation, progress.messageId ?? '', value)
  return {
    ...named(operation),
    reply: { status: 200, headers: { 'content-type': contentType(replyAction(operation.action)) }, body },
    result: { kind: 'accepted' },
  }
}

/** A reply that does not follow the contract is a fault of the bench, and stays in it: the software that asked must not be judged on it. */
function checkReply(pack: Pack, operation: PackOperation, text: string): void {
  const reply = readReply(Buffer.from(text, 'utf8'))
  try {
    if (reply.kind === 'reply') pack.readReply(operation.name, reply.body)
  } finally {
    reply.dispose()
  }
}

function writtenReply(pack: Pack, operation: PackOperation, messageId: string, value: unknown): string {
  try {
    const text = buildReply({ action: operation.action, relatesMessageId: messageId, body: pack.writeReply(operation.name, value) })
    checkReply(pack, operation, text)
    return text
  } catch (cause) {
    throw new Error(`la réponse de ${operation.name} ne suit pas son contrat : ${messageOf(cause)}`, { cause })
  }
}

const named = (operation: PackOperation | undefined): Pick<Answer, 'operation' | 'simulator'> => ({
  operation: operation?.name ?? UNKNOWN_OPERATION,
  simulator: operation?.service ?? 'inconnu',
})

/** Undefined: the injection lets the service answer. */
function injectedAnswer(injection: Injection, operation: PackOperation, { messageId }: Envelope, pack: Pack): Answer | undefined {
  const injected = { ...named(operation), result: { kind: 'refused', code: codeOf(injection), injected: true } } as const
  switch (injection.kind) {
    case 'refusal':
      return { ...injected, reply: faultReply(refusalOf(injection), messageId) }
    case 'close':
      return { ...injected, reply: { status: 0, headers: {}, body: '' }, transport: { kind: 'close' } }
    case 'http':
      return {
        ...injected,
        reply: { status: injection.status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html><body>Service indisponible</body></html>' },
      }
    case 'malformed':
      return {
        ...injected,
        reply: { status: 200, headers: { 'content-type': contentType(replyAction(operation.action)) }, body: cutReply(operation, messageId) },
      }
    case 'reply':
      return {
        ...injected,
        reply: {
          status: 200,
          headers: { 'content-type': contentType(replyAction(operation.action)) },
          body: buildReply({ action: operation.action, relatesMessageId: messageId ?? '', body: pack.writeReply(operation.name, injection.value, injection.disorder) }),
        },
      }
    case 'delay':
      return undefined
  }
}

/** The start of a true answer, cut before its body is closed. */
function cutReply({ action }: PackOperation, messageId = ''): string {
  const whole = buildReply({ action, relatesMessageId: messageId, body: '' })
  return whole.slice(0, whole.indexOf('</soap:Body>'))
}

export const faultReply = (detail: RefusalDetail, messageId?: string): RawReply => ({
  status: detail.status ?? 500,
  headers: { 'content-type': contentType(), ...(detail.status === 405 ? { allow: 'POST' } : {}) },
  body: buildFault(detail, messageId),
})

function failure(cause: unknown, { operation, messageId }: Progress): Answer {
  const detail = refusalIn(cause)
  if (detail) return { ...named(operation), reply: faultReply(detail, messageId), result: { kind: 'refused', code: detail.code, injected: false } }
  const message = messageOf(cause)
  return { ...named(operation), reply: faultReply(serviceRefusal('SIM-BANC', message), messageId), result: { kind: 'bench-fault', message } }
}

const SHOWN_ISSUES = 3

function refusalIn(cause: unknown): RefusalDetail | undefined {
  if (cause instanceof Refusal) return cause.detail
  if (!(cause instanceof SchemaViolation)) return undefined
  const issues = cause.issues.slice(0, SHOWN_ISSUES).map(({ message, at, line }) => {
    const place = [at === undefined ? '' : ` (${at})`, line === undefined ? '' : `, ligne ${line}`]
    return `${message}${place.join('')}`
  })
  const more = cause.issues.length > SHOWN_ISSUES ? ` ; et ${cause.issues.length - SHOWN_ISSUES} autre(s)` : ''
  return serviceRefusal('SIM-SCHEMA', `${issues.join(' ; ')}${more}`)
}
