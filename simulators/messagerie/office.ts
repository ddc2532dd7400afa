import { messageOf } from '../../core/errors.js'
import type { ExchangeRecord, MailExchange } from '../../core/exchange.js'
import type { Seed } from '../../core/seed.js'
import { codeOf, type Injection } from '../injection.js'
import type { ReportIncident } from '../listeners.js'
import type { Pki } from '../pki.js'
import type { RawMail, Recorder } from '../recording.js'
import type { AnySimulator } from '../sessions.js'
import type { MailFlow } from '../simulator.js'
import type { Account, Accounts } from './accounts.js'
import { recipientOf, type Recipient } from './cms.js'
import { allAddresses, type DestinationKind, type FoundDestination } from './destinations.js'
import { headersOf, openMail, type Arrival, type OpenedMail } from './opening.js'
import type { Waiting } from './mailbox.js'
import { headerOf, readEntity } from './mime.js'
import { ascii, MAIL_REFUSALS, type MailCode } from './refusals.js'

/** Operations under which mail that carries no message of a flow is journaled. */
export const MAIL_OPERATIONS = {
  /** A command that was refused: authentication, sender, recipient… */
  refused: 'MESSAGERIE',
  /** One message fetched by the software. */
  fetched: 'RETOUR',
  /** One message that the software had deleted. */
  deleted: 'RETOUR_EFFACE',
} as const

/** A flow and the simulator that owns it. */
interface ServedFlow {
  simulator: string
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each simulator keeps its own state type
  flow: Omit<MailFlow<any>, 'receive'> & Partial<Pick<MailFlow<any>, 'receive'>>
}

/** An address whose service is not simulated: what it is sent is opened, written down, and nothing comes back. */
const UNSERVED: Readonly<Record<DestinationKind, ServedFlow>> = {
  destinataires: { simulator: 'messagerie', flow: { operation: 'FSE_LOT', destinations: 'destinataires' } },
  scor: { simulator: 'messagerie', flow: { operation: 'SCOR_LOT', destinations: 'scor' } },
}

const flowFor = (simulators: Iterable<AnySimulator>, kind: DestinationKind): ServedFlow => {
  for (const simulator of simulators) {
    const flow = simulator.flows?.find(({ destinations }) => destinations === kind)
    if (flow) return { simulator: simulator.name, flow }
  }
  return UNSERVED[kind]
}

/** Names under which an injection may be asked for. */
export const mailOperations = (simulators: Iterable<AnySimulator>): string[] => {
  const all = [...simulators]
  return [flowFor(all, 'destinataires').flow.operation, flowFor(all, 'scor').flow.operation, MAIL_OPERATIONS.refused, MAIL_OPERATIONS.fetched]
}

export interface OfficeOptions {
  simulators: ReadonlyMap<string, AnySimulator>
  pki: Pki
  recorder: Recorder
  accounts: Accounts
  report: ReportIncident
}

/** What the frontal answers to a message. */
export interface Verdict {
  code: number
  text: string
  /** Nothing is answered: the connection is cut. */
  cut?: boolean
  /** Answered after so many milliseconds. */
  delay?: number
  /** Written in the place of a reply. */
  raw?: string
}

/** A command of a session, as the journal keeps it. */
export interface Command {
  protocol: 'smtp' | 'pop3'
  method: string
  path: string
  /** What is known of the connection. */
  headers: Record<string, string>
  /** Lines of the session so far, credentials left out. */
  lines: readonly string[]
}

function replyOf(code: MailCode, message: string): Verdict {
  const reply = replyIn(code)
  return { code: reply.code, text: `${reply.enhanced} ${code} ${message}` }
}

export function replyIn(code: MailCode): { code: number; enhanced: string } {
  const refusal = MAIL_REFUSALS[code]
  return 'reply' in refusal && refusal.reply ? refusal.reply : { code: 554, enhanced: '5.6.0' }
}

/** What is decided of messages, whatever server they came by; everything is in the journal before it is answered. */
export class Office {
  #recipients: Promise<Recipient[]> | undefined

  constructor(private readonly options: OfficeOptions) {}

  /** Keys of every destination; the same for all the sessions. */
  recipients(): Promise<Recipient[]> {
    const { pki } = this.options
    this.#recipients ??= Promise.all(
      allAddresses().map(async (adresse) => recipientOf({ name: adresse, ...(await pki.issueMail(adresse)) })),
    )
    return this.#recipients
  }

  flow(kind: DestinationKind): ServedFlow {
    return flowFor(this.options.simulators.values(), kind)
  }

  /** Opens a message, gives it to its flow, writes it down and says what to answer. */
  async receive(raw: Buffer, { kind, destination }: FoundDestination, account: Account, connexion: NonNullable<MailExchange['connexion']>, injection: Injection | undefined): Promise<Verdict> {
    const now = account.inside.clock.now()
    const arrival: Arrival = { raw, kind, destination, connexion, mailbox: account.adresse, recipients: await this.recipients() }
    const opened = await openMail(arrival)
    const { verdict, result } = this.#decide(opened, arrival, account, now, injection)
    this.#write(account, { kind, now, result }, {
      method: 'DATA',
      path: destination.adresse,
      headers: opened.headers,
      sent: raw,
      status: verdict.cut ? 0 : verdict.code,
      received: verdict.cut ? '' : (verdict.raw ?? `${verdict.code} ${ascii(verdict.text)}`),
      mail: opened.mail,
      ...(opened.contents ? { contents: opened.contents } : {}),
    })
    return verdict
  }

  /** A message that was cut before its end: by the bench, or by the software. */
  cut(raw: Buffer, { kind, destination }: FoundDestination, account: Account, injection: Injection): void {
    const entity = readEntity(raw)
    this.#write(account, { kind, now: account.inside.clock.now(), result: { kind: 'refused', code: codeOf(injection), injected: true } }, {
      method: 'DATA', path: destination.adresse, headers: headersOf(entity), sent: raw, status: 0, received: '',
    })
  }

  /** A message that is too long to be kept. */
  oversized({ kind, destination }: FoundDestination, account: Account, bytes: number): Verdict {
    const verdict = replyOf('SIM-MAIL-TAILLE', `${MAIL_REFUSALS['SIM-MAIL-TAILLE'].message} (${bytes} octets)`)
    this.#write(account, { kind, now: account.inside.clock.now(), result: { kind: 'refused', code: 'SIM-MAIL-TAILLE', injected: false } }, {
      method: 'DATA', path: destination.adresse, headers: { octets: String(bytes) }, sent: new Uint8Array(), status: verdict.code, received: `${verdict.code} ${ascii(verdict.text)}`,
    })
    return verdict
  }

  #decide(opened: OpenedMail, arrival: Arrival, account: Account, now: Date, injection: Injection | undefined): { verdict: Verdict; result: ExchangeRecord['result'] } {
    const injected = injection && injectedVerdict(injection)
    const late = injection?.kind === 'delay' ? { delay: injection.milliseconds } : {}
    const loses = injection?.kind === 'close' && injection.processed
    if (injected && !loses) return { verdict: injected, result: { kind: 'refused', code: codeOf(injection), injected: true } }
    if (opened.refusal) return refused(opened.refusal.code, opened.refusal.message, late)
    try {
      const refusal = this.#deliver(opened, arrival, account, now)
      if (refusal) return { verdict: { code: 554, text: `5.7.1 ${refusal.code} ${refusal.message}`, ...late }, result: { kind: 'refused', code: refusal.code, injected: false } }
    } catch (cause) {
      const message = messageOf(cause)
      const { operation } = this.flow(arrival.kind).flow
      this.options.report({ scenario: account.scenario, attribution: 'banc', code: 'simulateur', message: `le banc a échoué en recevant un message de ${operation} : ${message}` })
      return { verdict: { code: 451, text: `4.3.0 SIM-BANC Le banc a échoué en recevant ce message : ce n’est pas le fait du logiciel.` }, result: { kind: 'bench-fault', message } }
    }
    if (loses) return { verdict: { code: 0, text: '', cut: true }, result: { kind: 'refused', code: codeOf(injection), injected: true } }
    return { verdict: { code: 250, text: '2.0.0 Message pris en charge', ...late }, result: { kind: 'accepted' } }
  }

  /** Gives a message to its flow and plans what comes back. */
  #deliver({ mail, contents }: OpenedMail, { kind, destination, raw }: Arrival, account: Account, now: Date): { code: string; message: string } | undefined {
    const { simulator, flow } = this.flow(kind)
    if (!flow.receive) return undefined
    const { inside, mailbox, professionnel } = account
    const knows = (name: string, identifier: string): boolean | undefined => this.options.simulators.get(name)?.knows?.(inside.stateOf(name), identifier)
    const context = { now, session: { packageVersion: inside.options.packageVersion, professionnel }, seed: seedOf(account, simulator), mailbox, knows }
    const received = { ...mail, destination: { ...destination, certificat: '' }, size: raw.byteLength, ...(contents ? { contents } : {}) }
    const { refusal, returns } = flow.receive(received, inside.stateOf(simulator), context)
    if (refusal) return refusal
    for (const message of returns) mailbox.plan(message)
    return undefined
  }

  #write({ scenario, hidden }: Account, { kind, now, result }: { kind: DestinationKind; now: Date; result: ExchangeRecord['result'] }, raw: RawMail): void {
    const { simulator, flow } = this.flow(kind)
    this.options.recorder.mail(raw, { scenario, simulator, operation: flow.operation, protocol: 'smtp', virtualTime: now.toISOString(), result }, hidden)
  }

  /** A message that is about to be handed out. */
  fetched(account: Account, { id, contents, bytes, nature, description, filename, compressed, from, to, subject }: Waiting, headers: Record<string, string>, outcome: { status: number; result: ExchangeRecord['result']; sent?: Buffer }): void {
    const entity = readEntity(bytes)
    const handed = outcome.sent ?? bytes
    const mail: Omit<MailExchange, 'contents'> = {
      from, to: [to], subject, contentType: headerOf(entity, 'content-type')?.split(';')[0]?.toLowerCase() ?? '', description, filename, enveloped: false, compressed,
    }
    this.options.recorder.mail(
      { method: 'RETR', path: id, headers: { ...headers, nature }, sent: new Uint8Array(), status: outcome.status, replyHeaders: headersOf(entity), received: handed, mail, contents },
      { scenario: account.scenario, simulator: 'messagerie', operation: MAIL_OPERATIONS.fetched, protocol: 'pop3', virtualTime: account.inside.clock.now().toISOString(), result: outcome.result },
      account.hidden,
    )
    if (outcome.result.kind === 'accepted') account.mailbox.markFetched(id)
  }

  /** Messages that the software has deleted, written down as the maildrop is updated. */
  deleted(account: Account, messages: readonly Waiting[], headers: Record<string, string>): void {
    for (const { id, nature } of messages) {
      this.options.recorder.mail(
        { method: 'DELE', path: id, headers: { ...headers, nature }, sent: new Uint8Array(), status: 200, received: '+OK' },
        { scenario: account.scenario, simulator: 'messagerie', operation: MAIL_OPERATIONS.deleted, protocol: 'pop3', virtualTime: account.inside.clock.now().toISOString(), result: { kind: 'accepted' } },
        account.hidden,
      )
      account.mailbox.withdraw(id)
    }
  }

  /** A command that is refused, on behalf of a session when one is known, as unclaimed traffic otherwise. */
  refused(command: Command, reply: { status: number; line: string; code: string; injected?: boolean }, owner: { account: Account } | { reason: 'no-session' | 'unknown-session' | 'closed-session'; scenario?: string }): void {
    const { protocol, method, path, headers, lines } = command
    const sent = Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'utf8')
    if ('account' in owner) {
      const { scenario, inside, hidden } = owner.account
      const result = { kind: 'refused', code: reply.code, injected: reply.injected ?? false } as const
      this.options.recorder.mail(
        { method, path, headers, sent, status: reply.status, received: reply.line },
        { scenario, simulator: 'messagerie', operation: MAIL_OPERATIONS.refused, protocol, virtualTime: inside.clock.now().toISOString(), result },
        hidden,
      )
      return
    }
    const { reason, scenario } = owner
    this.options.recorder.unclaimed(
      { method, path: `${protocol}:${path}`, headers, bytes: sent },
      { status: reply.status, headers: {}, body: reply.line },
      { reason, ...(scenario === undefined ? {} : { scenario }) },
    )
  }
}

const refused = (code: MailCode, message: string, late: { delay?: number }): { verdict: Verdict; result: ExchangeRecord['result'] } => ({
  verdict: { ...replyOf(code, message), ...late },
  result: { kind: 'refused', code, injected: false },
})

/** One source per simulator and message, so that the same messages get the same returns. */
function seedOf({ inside }: Account, simulator: string): Seed {
  return inside.options.seed.derive(`${simulator}/courrier`)
}

/** SMTP codes that an injection may name; an HTTP status that is none of them is taken for the nearest failure. */
const SMTP_CODES: ReadonlySet<number> = new Set([421, 450, 451, 452, 454, 455, 521, 530, 535, 541, 550, 551, 552, 553, 554, 556])

/**
 * Faults of the way, as for SOAP: `close` cuts, `http` is a status — an SMTP code as it stands, 401 and 403 a refused authentication, another 5xx a
 * service that is out of order for a while (421, 451) — `refusal` a 554 with its code, `malformed` and `reply` a reply that is none.
 */
export function injectedVerdict(injection: Injection): Verdict | undefined {
  switch (injection.kind) {
    case 'close':
      return { code: 0, text: '', cut: true }
    case 'refusal':
      return { code: 554, text: `5.7.1 ${injection.code} ${injection.message}` }
    case 'http':
      return statusVerdict(injection.status)
    // a canonical answer is written by the contract, which describes no mail: what is left of it is an answer that cannot be read
    case 'malformed':
    case 'reply':
      return { code: 250, text: '', raw: '25' }
    case 'delay':
      return undefined
  }
}

export function statusVerdict(status: number): Verdict {
  if (status === 401 || status === 403) return { code: 535, text: '5.7.8 Identification refusee' }
  if (SMTP_CODES.has(status)) return { code: status, text: `${Math.floor(status / 100)}.3.0 Refus demande par le banc` }
  if (status === 503) return { code: 421, text: '4.3.2 Service indisponible' }
  return status >= 500 ? { code: 451, text: '4.3.0 Service en panne' } : { code: 554, text: '5.3.0 Refus demande par le banc' }
}
