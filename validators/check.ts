import type { Attribution } from '../core/verdict.js'
import type { ClockRecord, DriverAnswer, ExchangeRecord, FixtureRecord, IncidentRecord, InjectionRecord, JournalRecord, MailExchange, Scope } from '../core/exchange.js'
import type { RecordedOpening, Verb } from '../core/pilotage.js'
import type { HttpObservation } from '../core/http.js'
import type { Finding } from '../core/readiness.js'
import type { PatientAssertion } from '../tlsi/assertion.js'
import type { FrameProblem } from '../tlsi/checks.js'
import type { Envelope } from '../tlsi/envelope.js'

type Recorded<T> = T & { seq: number; at: string }

/** A fault answered by a simulated service, as the software received it. */
export interface ObservedFault {
  code: string
  subcode: string
  severity: string
  message: string
}

/** An exchange of mail: a message sent (`DATA`), fetched (`RETR`) or deleted (`DELE`), or a command that was refused. */
export interface MailObservation {
  protocol: 'smtp' | 'pop3'
  method: string
  /** Destination of the message, or UIDL of the one that was fetched or deleted. */
  path: string
  /** Headers of the message that was sent; for a command, what is known of the connection (`tls`, `identifiant`). */
  headers: Readonly<Record<string, string>>
  /** SMTP code; 200 and 500 for `+OK` and `-ERR`; 0 when nothing was answered. */
  status: number
  /** The message, when there is one. */
  message?: MailExchange
  /** The file inside, decrypted and decompressed; undefined when it could not be opened. */
  readonly contents: Buffer | undefined
}

/** One exchange, read with the pack: canonical models only, never an element name. */
export interface ObservedExchange {
  seq: number
  operation: string
  record: Recorded<ExchangeRecord>
  /** Virtual time of reception. */
  receivedAt: Date
  /** Canonical request; undefined when the message could not be read (see `schemaIssues` and `frameProblems`). */
  request: unknown
  /** Canonical reply; undefined when the service refused or the answer was a fault. An injected reply is read leniently. */
  reply: unknown
  fault?: ObservedFault
  /** What the schema or the code tables of the pack have against the body. */
  schemaIssues: { message: string; at?: string; line?: number }[]
  /** Problem of each frame check that has one, by check name (tlsi/checks.ts). */
  frameProblems: Record<string, FrameProblem>
  /** Contexts of the header, as written. */
  contexts?: Pick<Envelope, 'contexteLps' | 'contexteBam'>
  /** Assertions of the patient's card or ApCV context, beside the professional's. */
  patientAssertions?: readonly PatientAssertion[]
  /** The body is that of another operation than the action says. */
  bodyOf?: string
  /** The envelope could not even be read: why. */
  unreadable?: string
  /** Both sides of an exchange of plain HTTP (`record.protocol`), secrets as digests; such an exchange has no request, reply nor frame. */
  http?: HttpObservation
  /** An exchange of mail (`record.protocol`): it has no request, reply nor frame either. */
  mail?: MailObservation
}

/** One business verb asked of the software and its answer. */
export interface ObservedCall {
  seq: number
  verb: Verb
  params: Record<string, unknown>
  answer: DriverAnswer
}

export interface ObservedFixture {
  seq: number
  record: Recorded<FixtureRecord>
  name: string
  value: unknown
}

/**
 * The slice of a journal that belongs to one play of one scenario, up to the question that is asked. Everything is read from
 * the evidence; nothing is remembered from the run.
 */
export interface Evidence {
  scenario: string
  profile: string
  tags: readonly string[]
  scope: Scope
  /** What the software was given when the session was opened. */
  opening: RecordedOpening
  records: readonly JournalRecord[]
  /** In order of reception: those of one operation, route or flow, or all the SOAP ones. */
  exchanges(operation?: string): readonly ObservedExchange[]
  /** Exchanges of plain HTTP, in order of reception. */
  httpExchanges(): readonly (ObservedExchange & { http: HttpObservation })[]
  /** Exchanges of mail, in order: those of one operation (`FSE_LOT`, `SCOR_LOT`, `RETOUR`, `RETOUR_EFFACE`, `MESSAGERIE`), or all of them. */
  mailExchanges(operation?: string): readonly (ObservedExchange & { mail: MailObservation })[]
  calls(verb?: Verb): readonly ObservedCall[]
  fixtures(name?: string): readonly ObservedFixture[]
  injections: readonly Recorded<InjectionRecord>[]
  clockMoves: readonly Recorded<ClockRecord>[]
  incidents: readonly Recorded<IncidentRecord>[]
  /** Text of a body kept by the journal. */
  body(sha256: string): Buffer
}

/** The question cannot be answered from this evidence: a skip, whose owner is named; never a fail. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive'
  constructor(
    readonly attribution: Attribution,
    message: string,
    readonly seq?: number,
  ) {
    super(message)
  }
}

/**
 * One check of one requirement: evidence in, findings out, nothing else. No finding = the requirement holds here.
 * A finding's `code` is a short stable word; the judge prefixes it with the name of the check (`qrIdentifiant/different`).
 */
export interface Check {
  /** Id of the requirement in the catalogue. */
  requirement: string
  /** French sentence: what holds when the check passes. */
  expectation: string
  /** A standing check also goes through every exchange of these operations, in every scenario (`*`: all of them). */
  standing?: readonly string[] | '*'
  check(evidence: Evidence, args: Record<string, unknown>): Finding[] | Promise<Finding[]>
}
