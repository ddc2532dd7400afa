import type { BodyRef, DriverAnswer, DriverRecord, ExchangeRecord, FixtureRecord, JournalRecord, Scope } from '../core/exchange.js'
import { messageOf, SchemaViolation } from '../core/errors.js'
import { cookiesOf, readHttpMessage, type HttpObservation } from '../core/http.js'
import type { RecordedOpening, Verb } from '../core/pilotage.js'
import type { Pack } from '../schemas/pack.js'
import { patientAssertions } from '../tlsi/assertion.js'
import { FRAME_CHECKS, idsOf, type FrameProblem } from '../tlsi/checks.js'
import { acceptsEmployeeCard, audiencesOf, type Situation } from '../tlsi/situation.js'
import { readEnvelope, type Envelope } from '../tlsi/envelope.js'
import { readReply } from '../tlsi/answer.js'
import { Inconclusive, type Evidence, type MailObservation, type ObservedCall, type ObservedExchange, type ObservedFixture } from '../validators/check.js'
import type { Play } from './plays.js'

/** Name of the fixture record under which a session's opening is kept. */
export const OPENING_FIXTURE = 'ouverture'

export type ReadBody = (ref: BodyRef) => Buffer

type Recorded<T> = T & { seq: number; at: string }
const ofType =
  <T extends JournalRecord['type']>(type: T) =>
  (record: JournalRecord): record is Extract<JournalRecord, { type: T }> =>
    record.type === type

/** Reads what was sent and answered in one exchange. Nothing thrown by a message of the software escapes. */
function observe(record: Recorded<ExchangeRecord>, pack: Pack, readBody: ReadBody, situation: Situation): { exchange: ObservedExchange; ids: string[] } {
  const exchange: ObservedExchange = {
    seq: record.seq,
    operation: record.operation,
    record,
    receivedAt: situation.now,
    request: undefined,
    reply: undefined,
    schemaIssues: [],
    frameProblems: {},
  }
  if (record.protocol === 'http') return { exchange: { ...exchange, http: observeHttp(record, readBody) }, ids: [] }
  if (record.protocol !== undefined) return { exchange: { ...exchange, mail: observeMail(record, record.protocol, readBody) }, ids: [] }
  const ids = observeRequest(exchange, pack, readBody(record.request.body), situation)
  observeReply(exchange, pack, readBody(record.reply.body))
  return { exchange, ids }
}

function observeMail({ request: { method, path, headers }, reply: { status }, mail }: ExchangeRecord, protocol: MailObservation['protocol'], readBody: ReadBody): MailObservation {
  return {
    protocol, method, path, headers, status,
    ...(mail ? { message: mail } : {}),
    get contents() {
      return mail?.contents && readBody(mail.contents)
    },
  }
}

function observeHttp({ request, reply }: ExchangeRecord, readBody: ReadBody): HttpObservation {
  const { method, path } = request
  return {
    method,
    path,
    request: readHttpMessage(request.headers, readBody(request.body).toString('utf8'), path),
    status: reply.status,
    reply: readHttpMessage(reply.headers, readBody(reply.body).toString('utf8'), reply.headers['location']),
  }
}

/** Reads the request into the exchange and returns the ids it used up. */
function observeRequest(exchange: ObservedExchange, pack: Pack, bytes: Buffer, situation: Situation): string[] {
  let envelope: Envelope
  try {
    envelope = readEnvelope(bytes, exchange.record.request.headers['content-type'])
  } catch (cause) {
    exchange.unreadable = messageOf(cause)
    return []
  }
  // What was masked before it was written is no longer what was signed.
  const masked = (exchange.record.request.body.masked ?? 0) > 0
  try {
    for (const { name, check } of FRAME_CHECKS) {
      const problem: FrameProblem | undefined = check(envelope, situation)
      if (problem && !(masked && name.startsWith('assertion'))) exchange.frameProblems[name] = problem
    }
    const { contexteLps, contexteBam } = envelope
    if (!masked) exchange.contexts = { ...(contexteLps ? { contexteLps } : {}), ...(contexteBam ? { contexteBam } : {}) }
    if (!masked) exchange.patientAssertions = patientAssertions(envelope, situation.mode)
    if (exchange.operation in pack.operations) exchange.request = readRequest(exchange, pack, envelope)
    return idsOf(envelope)
  } finally {
    envelope.dispose()
  }
}

function readRequest(exchange: ObservedExchange, pack: Pack, envelope: Envelope): unknown {
  try {
    return pack.readRequest(exchange.operation, envelope.body)
  } catch (cause) {
    if (!(cause instanceof SchemaViolation)) throw cause
    const other = operationOfBody(pack, envelope, exchange.operation)
    if (other === undefined) exchange.schemaIssues.push(...cause.issues)
    else exchange.bodyOf = other
    return undefined
  }
}

/** The other operation whose message a body is, when it is one. */
function operationOfBody(pack: Pack, { body }: Envelope, action: string): string | undefined {
  return Object.keys(pack.operations).find((operation) => {
    if (operation === action) return false
    try {
      pack.readRequest(operation, body)
      return true
    } catch (cause) {
      if (cause instanceof SchemaViolation) return false
      throw cause
    }
  })
}

function observeReply(exchange: ObservedExchange, pack: Pack, bytes: Buffer): void {
  // A reply that the bench damaged on purpose (injected) has nothing to read.
  if (exchange.record.result.kind !== 'accepted' && bytes.byteLength === 0) return
  let reply
  try {
    reply = readReply(bytes)
  } catch {
    return
  }
  try {
    if (reply.kind === 'fault') exchange.fault = { code: reply.code, subcode: reply.subcode, severity: reply.severity, message: reply.message }
    else if (exchange.record.result.kind === 'accepted') exchange.reply = pack.readReply(exchange.operation, reply.body)
    // An answer handed out by the bench may be as wrong as a real one: it is read as the software had to read it.
    else if (exchange.operation in pack.operations) exchange.reply = pack.readReplyAsSeen(exchange.operation, reply.body)
  } finally {
    reply.dispose()
  }
}

/** What was read of a play, kept from one question to the next: each body is read once, whatever the number of questions. */
export interface PlayReading {
  play: Play
  /** The evidence that came before a question; all of it without one. */
  evidence(until?: number): Evidence
}

/** Reads a play. Reading is lazy; a play that is still being played may grow between two questions. */
export function readingOf(play: Play, scope: Scope, pack: Pack, readBody: ReadBody): PlayReading {
  const values = new Map<number, unknown>()
  const once = <T>({ seq }: { seq: number }, read: () => T): T => {
    if (!values.has(seq)) values.set(seq, read())
    return values.get(seq) as T
  }
  const json = <T>(ref: BodyRef): T => JSON.parse(readBody(ref).toString('utf8')) as T
  const valueOf = (record: Recorded<FixtureRecord>): unknown => once(record, () => json(record.value))
  const callOf = (record: Recorded<DriverRecord>): ObservedCall =>
    once(record, () => ({ seq: record.seq, verb: record.verb as Verb, params: json(record.params), answer: json<DriverAnswer>(record.answer) }))
  const observed: ObservedExchange[] = []
  const seenIds = new Set<string>()
  /** An exchange is judged with the ids of those before it: they are read in their order. */
  const observeAll = (records: readonly Recorded<ExchangeRecord>[], opening: () => RecordedOpening): readonly ObservedExchange[] => {
    for (const record of records.slice(observed.length)) {
      const { exchange, ids } = observe(record, pack, readBody, {
        ...situationOf(record, { scope, pack, opening: opening(), seenIds }),
        ...(scope.authentication === 'PSC' ? authenticatedBy(record, play.records, readBody, opening()) : {}),
      })
      for (const id of ids) seenIds.add(id)
      observed.push(exchange)
    }
    return observed.slice(0, records.length)
  }
  return {
    play,
    evidence(until = Infinity) {
      const records = play.records.filter((record) => record.seq < until)
      const fixtures = records.filter(ofType('fixture'))
      const calls = records.filter(ofType('driver'))
      const opening = (): RecordedOpening => {
        const fixture = fixtures.find((record) => record.name === OPENING_FIXTURE)
        if (!fixture) throw new Inconclusive('banc', 'la session du scénario n’a pas été ouverte')
        return valueOf(fixture) as RecordedOpening
      }
      const exchanges = (): readonly ObservedExchange[] => observeAll(records.filter(ofType('exchange')), opening)
      return {
        scenario: play.planned.id,
        profile: play.planned.profile,
        tags: play.planned.tags,
        scope,
        records,
        get opening() {
          return opening()
        },
        exchanges: (operation) => exchanges().filter((exchange) => (operation === undefined ? exchange.http === undefined && exchange.mail === undefined : exchange.operation === operation)),
        httpExchanges: () => exchanges().filter((exchange): exchange is ObservedExchange & { http: HttpObservation } => exchange.http !== undefined),
        mailExchanges: (operation) =>
          exchanges().filter((exchange): exchange is ObservedExchange & { mail: MailObservation } => exchange.mail !== undefined && (operation === undefined || exchange.operation === operation)),
        calls: (verb) => calls.filter((record) => verb === undefined || record.verb === verb).map(callOf),
        fixtures: (name) =>
          fixtures
            .filter((record) => record.name !== OPENING_FIXTURE && (name === undefined || record.name === name))
            .map((record): ObservedFixture => ({ seq: record.seq, record, name: record.name, value: valueOf(record) })),
        injections: records.filter(ofType('injection')),
        clockMoves: records.filter(ofType('clock')),
        incidents: records.filter(ofType('incident')),
        body: (sha256) => readBody({ sha256, bytes: 0 }),
      }
    },
  }
}

interface Surroundings {
  scope: Scope
  pack: Pack
  opening: RecordedOpening
  seenIds: ReadonlySet<string>
}

function situationOf(record: Recorded<ExchangeRecord>, { scope, pack, opening, seenIds }: Surroundings): Situation {
  const { clientCertificate } = record.request
  const { authentification, logiciel } = opening
  return {
    now: new Date(record.virtualTime),
    receivedAt: new Date(record.at),
    mode: scope.authentication,
    authorities: [authentification.autorite],
    certificate: authentification.certificat,
    ...(clientCertificate ? { clientCertificate } : {}),
    knownIdams: [logiciel.idam],
    seenIds,
    contexteBamExpected: pack.operations[record.operation]?.contexteBam !== 'absent',
    audiences: audiencesOf(record.request, scope.tls),
    employeeCard: acceptsEmployeeCard(record.operation, opening.versionPaquet),
  }
}

/** The person for whom the proxy e-Santé let a call through: the connection whose cookie it carries, in the journal by its digest. */
function authenticatedBy(record: Recorded<ExchangeRecord>, records: readonly JournalRecord[], readBody: ReadBody, { professionnel }: RecordedOpening): Pick<Situation, 'authenticated'> {
  const session = cookiesOf(record.request.headers['cookie'])['proxy_session_id']
  if (!/\/send(\/|$)/.test(record.request.path.split('?')[0]!) || session === undefined) return {}
  const earlier = records.filter(({ seq }) => seq < record.seq)
  const connection = earlier.filter(ofType('exchange')).find(({ operation, reply }) => operation === 'PROXY_CONNECT' && cookiesOf(reply.headers['set-cookie'])['proxy_session_id'] === session)
  if (!connection) return {}
  const { nationalId } = JSON.parse(readBody(connection.request.body).toString('utf8')) as { nationalId: string }
  const others = earlier.filter(ofType('fixture')).findLast(({ simulator, name }) => simulator === 'psc' && name === 'professions')
  const professions = 1 + (others ? (JSON.parse(readBody(others.value).toString('utf8')) as { codes: string[] }).codes.length : 0)
  const { idNat, specialite } = professionnel
  return { authenticated: { idNat: nationalId, professions, ...(specialite === undefined || nationalId !== idNat ? {} : { specialite }) } }
}
