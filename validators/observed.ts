import type { Verb } from '../core/pilotage.js'
import type { Finding } from '../core/readiness.js'
import type { Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference } from './comparison.js'

/** Raised when the evidence itself is the finding: the exchange that had to be there is not. */
export class NotObserved extends Error {
  override readonly name = 'NotObserved'
  constructor(readonly finding: Finding) {
    super(finding.message)
  }
}

/** Something around the software explains why an exchange is missing: then nothing can be held against it. */
export function excuse(evidence: Evidence): void {
  const incident = evidence.incidents.at(-1)
  if (incident) throw new Inconclusive(incident.attribution, incident.message, incident.seq)
  const fault = [...evidence.exchanges(), ...evidence.mailExchanges()].find((exchange) => exchange.record.result.kind === 'bench-fault')
  if (fault) throw new Inconclusive('banc', 'le banc a échoué en répondant à un échange', fault.seq)
}

/** A call that could not be taken for what it was meant to be: unreadable, of an unknown action, or under the action of another operation. */
export const isStray = ({ operation, bodyOf }: ObservedExchange): boolean => operation === 'inconnue' || bodyOf !== undefined

/** Such a call may be the missing one: the frame checks hold its fault against it, and only once. */
export function excuseStray(exchanges: readonly ObservedExchange[]): void {
  const stray = exchanges.find(isStray)
  if (stray) throw new Inconclusive('logiciel', 'un appel reçu n’a pu être rattaché à son opération, faute jugée par ailleurs', stray.seq)
}

/** The exchanges of an operation; none captured is a finding, unless an incident explains it. For the one check that owns the absence. */
export function expectExchanges(evidence: Evidence, operation: string): readonly ObservedExchange[] {
  const exchanges = evidence.exchanges(operation)
  if (exchanges.length > 0) return exchanges
  excuse(evidence)
  excuseStray(evidence.exchanges())
  throw new NotObserved({ code: 'aucun-echange', message: `Aucun appel ${operation} reçu du logiciel ; un appel était attendu.` })
}

/** The exchanges of an operation; without any there is nothing to examine, and another check says that one was due. */
export function observedExchanges(evidence: Evidence, operation?: string): readonly ObservedExchange[] {
  const exchanges = evidence.exchanges(operation)
  if (exchanges.length > 0) return exchanges
  excuse(evidence)
  throw new Inconclusive('logiciel', `aucun appel ${operation ?? 'de téléservice'} reçu du logiciel : rien à examiner`)
}

/** Every exchange of an operation whose message could be read; none at all cannot be judged further. */
export function expectAllRead(evidence: Evidence, operation: string): readonly ObservedExchange[] {
  const exchanges = observedExchanges(evidence, operation)
  const read = exchanges.filter((exchange) => exchange.request !== undefined)
  if (read.length > 0) return read
  throw new Inconclusive('logiciel', `le message ${operation} reçu n'est pas lisible selon son contrat`, exchanges.at(-1)!.seq)
}

export interface DoneCall extends ObservedCall {
  observation: Record<string, unknown>
}

/** The last answer `fait` to a verb, with what the user saw. */
export function expectDone(evidence: Evidence, verb: Verb): DoneCall {
  const call = evidence.calls(verb).at(-1)
  if (call?.answer.reponse === 'fait') return { ...call, observation: call.answer.observation }
  excuse(evidence)
  throw new Inconclusive('logiciel', `le logiciel n'a pas mené l'action « ${verb} »`, call?.seq)
}

/** Every answer `fait` to a verb. */
export const doneCalls = (evidence: Evidence, verb?: Verb): readonly DoneCall[] =>
  evidence.calls(verb).flatMap((call) => (call.answer.reponse === 'fait' ? [{ ...call, observation: call.answer.observation }] : []))

/** What the user saw during a call; empty when the software could not do it. */
export const observationOf = (call: ObservedCall | undefined): Record<string, unknown> => (call?.answer.reponse === 'fait' ? call.answer.observation : {})

/** The service did the job and said so. */
export const isAccepted = ({ record, reply }: ObservedExchange): boolean => record.result.kind === 'accepted' && reply !== undefined

/** The service did the job; its answer may have been lost on the way (simulators/injection.ts). */
export const isRegistered = (exchange: ObservedExchange): boolean => {
  const { result } = exchange.record
  return isAccepted(exchange) || (result.kind === 'refused' && result.injected && result.code === 'SIM-REPONSE-PERDUE')
}

/** Documented subcode of a service that is out of reach for a while (docs/sources.md, tlsi-ins). */
const UNAVAILABLE = 'siram_40'

/** The service answered that it will not do it; an unavailable service answers with a fault too, and is a failure. */
export const isRefused = ({ fault }: ObservedExchange): boolean => fault !== undefined && !fault.subcode.endsWith(UNAVAILABLE)

/** The service could not be reached, broke, or answered something that cannot be read. */
export const isFailed = (exchange: ObservedExchange): boolean => !isAccepted(exchange) && !isRefused(exchange) && exchange.record.result.kind !== 'bench-fault'

/** The message itself has a fault that the frame or schema checks say: what the service answered is only its consequence. */
export const isFaulty = ({ frameProblems, schemaIssues, unreadable }: ObservedExchange): boolean =>
  Object.keys(frameProblems).length > 0 || schemaIssues.length > 0 || unreadable !== undefined

/** What the schema and the code tables of the pack hold against a message. */
export const schemaFindings = ({ operation, seq, schemaIssues }: ObservedExchange): Finding[] =>
  schemaIssues.map(({ message, at }) => ({ code: 'non-conforme', message: `Message ${operation} non conforme : ${message}`, ...(at === undefined ? {} : { at }), seq }))

/** The call during which an exchange took place: an answer is written when the call ends. A late exchange belongs to the last call. */
export function callAround(evidence: Evidence, exchange: ObservedExchange, verb?: Verb): ObservedCall | undefined {
  const calls = evidence.calls(verb)
  return calls.find((call) => call.seq > exchange.seq) ?? calls.at(-1)
}

/** Exchanges that took place during a call, all of them or those of an operation. */
export const exchangesDuring = (evidence: Evidence, call: ObservedCall, operation?: string): readonly ObservedExchange[] =>
  evidence.exchanges(operation).filter((exchange) => callAround(evidence, exchange)?.seq === call.seq)

export interface Shown {
  niveau?: string
  texte?: string
  code?: string
}

export const messagesOf = (call: ObservedCall): readonly Shown[] => (observationOf(call)['messages'] as Shown[] | undefined) ?? []

/** The user had to be warned. @param message what was expected and what was seen, in French */
export const warningFindings = (call: ObservedCall, message: string): Finding[] =>
  isWarned(call) ? [] : [{ code: 'muet', message, at: 'observation.messages', seq: call.seq }]

/** The code that a service gave is not on the screen, neither as a code nor within a text. */
export const codeFindings = (call: ObservedCall, code: string, kind?: string): Finding[] =>
  messagesOf(call).some((message) => message.code === code || message.texte?.includes(code))
    ? []
    : [difference('observation.messages', code, messagesOf(call).map((message) => message.code ?? message.texte), call.seq, kind)]

/** The user was warned, with words. */
export const isWarned = (call: ObservedCall): boolean =>
  messagesOf(call).some(({ niveau, texte }) => (niveau === 'avertissement' || niveau === 'erreur') && (texte ?? '').trim() !== '')
