import type { VirtualClock } from '../core/clock.js'
import type { MailExchange } from '../core/exchange.js'
import type { NatureRetour } from '../core/facturation.js'
import type { Destination, SessionOpening } from '../core/pilotage.js'
import type { OrdonnanceIdShape } from '../core/ordonnance-id.js'
import type { Seed } from '../core/seed.js'
import type { AuthenticatedPerson } from '../tlsi/situation.js'
import type { Couverture } from '../tlsi/client.js'

/** Who is calling, as the frame checks established it. */
export interface Sender {
  mode: 'CPS' | 'CERTIFICAT_LOGICIEL' | 'PSC'
  /** National id of the professional: who signed the assertion (CPS mode), who is authenticated (PSC mode). */
  idNat?: string
  /** Common name of the client certificate (software-certificate mode). */
  commonName?: string
  /** Attributes of the assertion: identifiantFacturation, codeSpecialite, secteurActivite. */
  attributes: Record<string, string>
  /** ContexteLPS/Emetteur. */
  emetteur?: string
}

/** What an operation may know besides its request and its state. */
export interface OperationContext {
  /** Virtual time of the scenario. */
  now: Date
  sender: Sender
  packageVersion: 'V2' | 'V3'
  modeTransmission: 'simultane' | 'sequentiel'
}

/** Answers one canonical request from the state, or throws a `Refusal`; anything else thrown is a fault of the bench. */
export type Operation<State, Request, Reply> = (request: Request, state: State, context: OperationContext) => Reply

/** A call of plain HTTP that reached a route. */
export interface HttpCall {
  method: string
  /** Path under the session's address, without its query. */
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string>>
  bytes: Uint8Array
  /** Client certificate of the TLS connection: its DER, and whether the test authority answers for it. */
  certificate?: { der: Uint8Array; commonName: string; authorised: boolean }
}

export interface HttpReply {
  status: number
  headers?: Readonly<Record<string, string | string[]>>
  body?: string
  /** Why it was refused, for the journal; without it, the member `error` or `code` of a JSON body, else the status. */
  code?: string
}

/** The route lets the call through to the téléservice behind it, on behalf of somebody it knows. */
export interface HttpForward {
  forward: {
    /** Path of the téléservice under the session's address. */
    path: string
    /** The person authenticated by Pro Santé Connect. */
    person: AuthenticatedPerson
  }
}

/** What a route may know besides the call and its state. */
export interface HttpContext {
  /** Virtual time of reception. */
  now: Date
  /** The scenario's clock, for what lasts longer than the call. */
  clock: VirtualClock
  /** Address of the session, `https://…/s/<id>`, without a final slash; `mutual` asks for a client certificate. */
  address: { plain: string; mutual?: string }
  /** What the session was opened with. */
  session: HttpSession
  seed: Seed
}

/** The part of a session's options that routes may use. */
export interface HttpSession {
  packageVersion: OperationContext['packageVersion']
  authentication: Sender['mode']
  /** Who the software works for, and how it is known by Pro Santé Connect. */
  psc?: PscRegistration
  /** A person is there to answer pages (sandbox); otherwise the scenario's fixtures act for the user. */
  attended: boolean
}

/** A software as registered with Pro Santé Connect, and the professional who will use it. */
export interface PscRegistration {
  clientId: string
  clientSecret: string
  redirectUri: string
  /** CN of the organisation certificate accepted for tls_client_auth. */
  certificateName: string
  professionnel: {
    idNat: string
    nom: string
    prenom: string
    profession: string
    specialite?: string
    secteurActivite: string
    identifiantFacturation: string
    structure: { finess: string; raisonSociale: string }
  }
}

/**
 * A route of plain HTTP under the session's address, for a service that is not SOAP. Every call is journaled under `operation`
 * with its secrets replaced by digests (core/secrets.ts); checks read it as `evidence.exchanges('<operation>')[n].http`. Faults can be
 * injected like on an operation (`http`, `close`, `delay`, `malformed`). What it throws is a fault of the bench, said so in the journal.
 */
export interface HttpRoute<State = unknown> {
  /** Name in the journal, in capitals, e.g. `PSC_TOKEN`; several routes may share one. */
  operation: string
  /** Methods served; another one is answered 405. `*`: all of them. */
  methods: readonly string[] | '*'
  /** Exact path under the session's address, or everything under it with a final `/*`. */
  path: string
  answer(call: HttpCall, state: State, context: HttpContext): HttpReply | HttpForward | Promise<HttpReply | HttpForward>
}

/** A message received for one of the addresses of a flow, opened as far as it could be. */
export interface ReceivedMail extends Omit<MailExchange, 'contents'> {
  /** Destination it was sent to: the régime and caisse behind the address. */
  destination: Destination
  /** The file, decrypted and decompressed. */
  contents?: Uint8Array
  /** Size of the message as received, in bytes. */
  size: number
}

/** A message that the back end will put in the software's mailbox. */
export interface PlannedReturn {
  nature: NatureRetour
  /** Virtual milliseconds from now; 0: it is there at once. */
  after: number
  /** Address that it comes from; the frontal of the bench when absent. */
  from?: string
  /** Subject; the nature when absent. */
  subject?: string
  /** Content-Description, file name and content of the part that carries the file. */
  description: string
  filename: string
  contents: Uint8Array
  compressed?: boolean
}

/** A message of the mailbox, as those who plan it see it. */
export interface PlannedMail {
  /** Its UIDL. */
  id: string
  nature: NatureRetour
  description: string
  filename: string
  /** Virtual time from which the software can fetch it. */
  due: Date
  /** The software fetched it at least once (RETR). */
  fetched: boolean
}

/** The software's mailbox, for the simulators that fill it: a return may be late, lost, sent twice or out of order. */
export interface MailDrop {
  /** Puts a message in the mailbox, from `after` virtual milliseconds on; gives its UIDL. */
  plan(message: PlannedReturn): string
  /** Everything still in the mailbox, due or not, in the order in which it is due. */
  planned(): readonly PlannedMail[]
  /** Moves a message that was not fetched: it is due `after` virtual milliseconds from now; `Infinity` holds it back. */
  reschedule(id: string, after: number): void
  /** The same message a second time, under another UIDL. */
  duplicate(id: string, after?: number): string
  /** Loses a message. */
  withdraw(id: string): void
}

/**
 * A flow of messages (`FSE_LOT`, `SCOR_LOT`): what the back end does with a message sent to one of its addresses. Every message is
 * journaled under `operation`; a refusal is what the frontal answers by SMTP, returns come later by POP3.
 */
export interface MailFlow<State = unknown> {
  operation: string
  /** Which addresses of `SessionOpening.messagerie` lead here. */
  destinations: 'destinataires' | 'scor'
  /**
   * What becomes of a message; `mail.problem` says why a message that was taken in could not be opened or is not what it says. A refusal
   * is answered by SMTP (554); returns come later in the mailbox, as do those planned with `context.mailbox`.
   */
  receive(mail: ReceivedMail, state: State, context: MailContext): { refusal?: { code: string; message: string }; returns: readonly PlannedReturn[] }
}

/** What a flow may know besides its message and its state. */
export interface MailContext {
  /** Virtual time of reception. */
  now: Date
  session: { packageVersion: OperationContext['packageVersion']; professionnel: SessionOpening['professionnel'] }
  seed: Seed
  mailbox: MailDrop
  /** Whether another simulator knows what it is asked about; undefined where it is not simulated, or knows nothing by name. */
  knows(simulator: string, identifier: string): boolean | undefined
}

/** Who sends a sample, when, and how it may prepare the service. */
export interface SampleContext {
  /** Virtual time of the session. */
  now: Date
  packageVersion: OperationContext['packageVersion']
  modeTransmission: OperationContext['modeTransmission']
  professionnel: SessionOpening['professionnel']
  /** New at each request. */
  seed: Seed
  /** Applies a fixture of the same simulator, when the state lacks what the sample needs. */
  prepare(fixture: string, value: unknown): unknown
  /** Does an operation of the same simulator, when only another call can prepare this one. */
  ask(operation: string, request: unknown): unknown
}

/** One request of an operation, that the service accepts as it stands: the sandbox hands it to developers, our own tests start from it. */
export interface Sample<State = unknown> {
  /** Session that sends it; absent: whichever is open. */
  profil?: SessionOpening['profil']
  /** Modes of authentication in which the service accepts it; absent: all of them. */
  modes?: readonly SessionOpening['authentification']['mode'][]
  /** Mode of transmission in which the operation exists; absent: both. */
  transmission?: OperationContext['modeTransmission']
  /** Canonical request. A second one may be asked for at once: what can only be done once is prepared anew. */
  request(state: State, context: SampleContext): unknown
  /** Whom the call is about, for COUVERTURE of the ContexteBAM; absent: empty. */
  couverture?(state: State): Couverture
}

/** Something that the sandbox puts in the service at its start, and again when it is asked to. */
export interface Deposit {
  /** What it is good for, in French. */
  title: string
  fixture: string
  value(context: { now: Date }): unknown
}

/** Part of a state, as a table in French. */
export interface StateTable {
  title: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
}

/** One reason of refusal, as the documentation prints it and as a fault can be injected. */
export interface ReasonOfRefusal {
  message: string
  /** Published requirement that it enforces, when there is one. */
  requirement?: string
  /** Published to the letter; ours otherwise, with a code that says so (`SIM-…`). */
  documented?: boolean
  /** Said by an ordinary answer, not by a SOAP fault: it cannot be provoked as one. */
  answered?: boolean
  subcode?: string
}

/**
 * One simulated service of the Assurance Maladie, as a value. Body parsing, schema validation, SOAP frame checks, faults,
 * clock, journal and logging live once, in `serve`. Operation names are those of the contract pack (`WS_EP4`…).
 */
export interface Simulator<State = unknown> {
  name: string
  /** French title shown in reports. */
  title: string
  createState(seed: Seed): State
  // Requests and replies are typed by each simulator; the pack guarantees their shape before an operation is called.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the registry holds operations of unlike requests
  operations: Record<string, Operation<State, any, unknown>>
  /** Plain HTTP besides SOAP. */
  routes?: readonly HttpRoute<State>[]
  /** Mail besides SOAP. */
  flows?: readonly MailFlow<State>[]
  /**
   * Lets a scenario prepare the state (`deposerOrdonnance`, `annulerOrdonnance`…): name → French description and effect. `mailbox` is
   * there in sessions that have one.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each fixture validates its own value
  fixtures: Record<string, (value: any, state: State, context: { now: Date; seed: Seed; identifier?: OrdonnanceIdShape; mailbox?: MailDrop }) => unknown>
  /** One request of each operation (`sandbox/samples.test.ts` asks for all of them). */
  samples?: Readonly<Record<string, Sample<State>>>
  /** What the sandbox holds from its start. */
  deposits?: readonly Deposit[]
  /** Whether it has something under that identifier, for the flows that ask. */
  knows?(state: State, identifier: string): boolean
  /** What the state holds, for the page of the sandbox. */
  describe?(state: State, context: { now: Date }): StateTable[]
  /** Every reason of refusal, by code. */
  refusals?: Readonly<Record<string, ReasonOfRefusal>>
}

/** Keeps the state type of a simulator through its definition. */
export const defineSimulator = <State>(simulator: Simulator<State>): Simulator<State> => simulator
