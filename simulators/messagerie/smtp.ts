import { SMTPServer, type SMTPServerAddress, type SMTPServerAuthentication, type SMTPServerAuthenticationResponse, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { AddressInfo } from 'node:net'
import { codeOf, type Injection } from '../injection.js'
import { connectionIncident, listenIncident, type ListenPlace, type ReportIncident } from '../listeners.js'
import type { Account, Accounts } from './accounts.js'
import { destinationOf, type FoundDestination } from './destinations.js'
import { MAX_MESSAGE_BYTES } from './opening.js'
import { MAIL_OPERATIONS, replyIn, statusVerdict, type Command, type Office, type Verdict } from './office.js'
import { ascii, MAIL_REFUSALS, type MailCode } from './refusals.js'

export interface MailServerOptions extends ListenPlace {
  /** TLS from the first byte, instead of STARTTLS. */
  implicit: boolean
  certificate: string
  key: string
  authority: string
  office: Office
  accounts: Accounts
  report: ReportIncident
}

export interface MailListener {
  port: number
  close(): Promise<void>
}

type Connection = SMTPServer['connections'] extends Set<infer One> ? One : never

type Owner = Parameters<Office['refused']>[2]

/** What is known of a connection, besides what the library knows. */
interface Talk {
  connection: Connection
  session: SMTPServerSession
  /** Commands received, credentials left out. */
  lines: string[]
  account?: Account
  destination?: FoundDestination
  /** Whose refusal the next one is, and why. */
  pending?: { code: string; owner?: Owner; injected?: boolean; method?: string; path?: string }
  /** The reply to come is already in the journal. */
  written: boolean
  /** Refusals that were told: a client that sends its commands all at once gets the same one, or a 503, for each that follows. */
  told: Set<string>
  /** Name given with AUTH, accepted or not: the library says nothing of an authentication that it refuses before reading it. */
  claimed?: string | undefined
}

/** Lines kept of a session that says nothing else than commands. */
const KEPT_LINES = 50
const NAME = 'smtp.preserie.test'

/** The SMTP server of the frontal (RFC 5321, 3207, 4954). `smtp-server` speaks the protocol; who may send what is decided here. */
export async function startSmtp(options: MailServerOptions): Promise<MailListener> {
  const { implicit, certificate, key, authority, report } = options
  const frontal = new Frontal(options)
  const server: SMTPServer = new SMTPServer({
    name: NAME,
    banner: 'preserie',
    secure: implicit,
    cert: `${certificate}${authority}`,
    key,
    minVersion: 'TLSv1.2',
    size: MAX_MESSAGE_BYTES,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: true,
    hideDSN: true,
    hideSMTPUTF8: true,
    hideREQUIRETLS: true,
    authRequiredMessage: `${MAIL_REFUSALS['SIM-MAIL-AUTH-REQUISE'].reply!.enhanced} SIM-MAIL-AUTH-REQUISE ${ascii(MAIL_REFUSALS['SIM-MAIL-AUTH-REQUISE'].message)}`,
    closeTimeout: 200,
    logger: frontal.logger,
    onConnect: (session, callback) => frontal.connect(server, session, callback),
    onAuth: (auth, session, callback) => frontal.authenticate(auth, session, callback),
    onMailFrom: (address, session, callback) => frontal.mailFrom(address, session, callback),
    onRcptTo: (address, session, callback) => frontal.rcptTo(address, session, callback),
    onData: (stream, session, callback) => frontal.data(stream, session, callback),
    onClose: (session) => frontal.closed(session),
  })
  server.on('error', (error: NodeJS.ErrnoException) => {
    const incident = connectionIncident(error, true)
    if (incident) report(incident)
  })
  await new Promise<void>((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException): void => reject(listenIncident(cause, options))
    server.server.once('error', refuse)
    server.listen(options.port, options.host, () => {
      server.server.removeListener('error', refuse)
      resolve()
    })
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const { connection } of frontal.talks()) socketOf(connection).destroy()
      }),
  }
}

/** The library keeps its socket for itself; cutting a connection is what the bench is asked for. */
const socketOf = (connection: Connection): { destroy(): void; write(text: string): void } => (connection as unknown as { _socket: { destroy(): void; write(text: string): void } })._socket

/** Refusals of the library that are told with our words: a password in clear, a message announced too long. */
const LIBRARY_REFUSALS: Readonly<Partial<Record<number, MailCode>>> = { 538: 'SIM-MAIL-TLS', 552: 'SIM-MAIL-TAILLE' }

/** What the library does with each line; credentials are only left out of what it logs. */
interface Inner {
  _onCommand(command: Buffer, callback: () => void): void
}

/** The name in an initial response of AUTH; never the password. */
function claimedName(line: string): string | undefined {
  const [, mechanism = '', response = ''] = /^AUTH (PLAIN|LOGIN) ([A-Za-z0-9+/=]+)\s*$/i.exec(line) ?? []
  const text = Buffer.from(response, 'base64').toString('utf8')
  return mechanism === '' ? undefined : mechanism.toUpperCase() === 'LOGIN' ? text : text.split('\0')[1]
}

class Refused extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
  ) {
    super(ascii(text))
  }
}

type Done = (error?: Error | null) => void

class Frontal {
  readonly #talks = new Map<string, Talk>()
  /** Commands that came before the connection is known here. */
  readonly logger

  constructor(private readonly options: MailServerOptions) {
    const silent = (): void => undefined
    this.logger = {
      level: silent, trace: silent, info: silent, warn: silent, error: silent, fatal: silent,
      /** The library gives each command with its credentials left out. */
      debug: (entry: unknown, ...rest: unknown[]) => {
        const { tnx, cid } = entry as { tnx?: string; cid?: string }
        if (tnx !== 'command' || cid === undefined) return
        const talk = this.#talks.get(cid)
        if (talk && talk.lines.length < KEPT_LINES) talk.lines.push((typeof rest[1] === 'string' ? rest[1] : '').slice(0, 500))
      },
    }
  }

  talks(): Iterable<Talk> {
    return this.#talks.values()
  }

  connect(server: SMTPServer, session: SMTPServerSession, done: Done): void {
    const connection = [...server.connections].find(({ id }) => id === session.id)
    if (!connection) return done()
    const talk: Talk = { connection, session, lines: [], written: false, told: new Set() }
    this.#talks.set(session.id, talk)
    const inner = connection as unknown as Inner
    const onCommand = inner._onCommand.bind(connection)
    inner._onCommand = (command, callback) => {
      talk.claimed = claimedName(command.toString('latin1')) ?? talk.claimed
      onCommand(command, callback)
    }
    const send = connection.send.bind(connection)
    // Every refusal goes through here, the library's own as well: it is written down before it leaves.
    connection.send = (code, data, context) => {
      const own = LIBRARY_REFUSALS[code]
      const verdict = own && !talk.pending && !talk.written ? verdictOf(own) : undefined
      if (verdict) talk.pending = { code: own! }
      const [status, text] = [verdict?.code ?? code, verdict ? ascii(verdict.text) : data]
      this.#beforeReply(talk, status, [text].flat().join(' '))
      send(status, text, context)
    }
    done()
  }

  closed({ id }: SMTPServerSession): void {
    this.#talks.delete(id)
  }

  #beforeReply(talk: Talk, code: number, text: string): void {
    const { pending, written } = talk
    delete talk.pending
    talk.written = false
    // A connection that says nothing, or a bench that stops, refuses nothing.
    if (code < 400 || written || (code === 421 && !pending)) return
    const last = talk.lines.at(-1) ?? ''
    const inferred = code === 530 ? 'SIM-MAIL-AUTH-REQUISE' : `SMTP-${code}`
    const reason = pending?.code ?? inferred
    if (inferred === 'SMTP-503' ? talk.told.size > 0 : reason === 'SIM-MAIL-AUTH-REQUISE' && talk.told.has(reason)) return
    talk.told.add(reason)
    this.options.office.refused(
      { ...this.#command(talk), method: pending?.method ?? last.split(' ')[0]!.toUpperCase(), path: pending?.path ?? last.slice(0, 200) },
      { status: code, line: ascii(`${code} ${text}`), code: reason, ...(pending?.injected ? { injected: true } : {}) },
      pending?.owner ?? this.#ownerOf(talk, last),
    )
  }

  /** A command of nobody may still name the mailbox of a session. */
  #ownerOf({ account, claimed }: Talk, line: string): Owner {
    if (account) return { account }
    const named = /<([^<>]*)>/.exec(line)?.[1] ?? claimed ?? ''
    // A single open mailbox is the one that a client in clear is after.
    const known = this.options.accounts.byName(named) ?? (/^AUTH /i.test(line) ? this.options.accounts.only() : undefined)
    if (known) return { account: known }
    const scenario = this.options.accounts.closedScenario(named)
    return scenario === undefined ? { reason: 'no-session' } : { reason: 'closed-session', scenario }
  }

  #command({ session, lines }: Talk): Command {
    return { protocol: 'smtp', method: '', path: '', headers: connectionHeaders(session), lines }
  }

  authenticate(auth: SMTPServerAuthentication, session: SMTPServerSession, done: (error: Error | null | undefined, response?: SMTPServerAuthenticationResponse) => void): void {
    const talk = this.#talks.get(session.id)!
    const about = { method: 'AUTH', path: `${auth.method} ${auth.username ?? ''}` }
    const login = this.options.accounts.login(auth.username ?? '', auth.password ?? '')
    if ('account' in login && !('reason' in login)) {
      const injection = login.account.inside.injections.take(MAIL_OPERATIONS.refused)
      const accept = (): void => {
        talk.account = login.account
        done(null, { user: login.account.identifiant })
      }
      if (!injection) return accept()
      talk.pending = { code: codeOf(injection), owner: login, injected: true, ...about }
      return this.#answerInjected(talk, injection, accept, (verdict) => done(new Refused(verdict.code, verdict.text)))
    }
    talk.pending = { code: 'SIM-MAIL-AUTH', owner: login.reason === 'password' ? { account: login.account } : login, ...about }
    const { code, text } = verdictOf('SIM-MAIL-AUTH')
    done(new Refused(code, text))
  }

  #answerInjected(talk: Talk, injection: Injection, accept: () => void, refuse: (verdict: Verdict) => void): void {
    const { pending } = talk
    if (injection.kind === 'delay') {
      delete talk.pending
      setTimeout(accept, injection.milliseconds).unref()
    } else if (injection.kind === 'close' || injection.kind === 'malformed' || injection.kind === 'reply') {
      delete talk.pending
      this.options.office.refused({ ...this.#command(talk), method: pending!.method!, path: pending!.path! }, { status: 0, line: '', code: pending!.code, injected: true }, pending!.owner!)
      socketOf(talk.connection).destroy()
    } else {
      const verdict = injection.kind === 'http' ? statusVerdict(injection.status) : { code: 535, text: `5.7.8 ${injection.code} ${injection.message}` }
      refuse(verdict.code === 451 ? { code: 454, text: '4.7.0 Identification momentanement impossible' } : verdict)
    }
  }

  mailFrom({ address }: SMTPServerAddress, session: SMTPServerSession, done: Done): void {
    const talk = this.#talks.get(session.id)!
    delete talk.destination
    if (address.toLowerCase() === talk.account!.adresse) return done()
    this.#refuse(talk, 'SIM-MAIL-EXPEDITEUR', { method: 'MAIL', path: address }, `Attendu : ${talk.account!.adresse}.`, done)
  }

  rcptTo({ address }: SMTPServerAddress, session: SMTPServerSession, done: Done): void {
    const talk = this.#talks.get(session.id)!
    const about = { method: 'RCPT', path: address }
    // The same recipient twice is one recipient.
    if (session.envelope.rcptTo.some((one) => one.address.toLowerCase() !== address.toLowerCase())) return this.#refuse(talk, 'SIM-MAIL-DESTINATAIRES', about, '', done)
    const found = destinationOf(address)
    if (!found) return this.#refuse(talk, 'SIM-MAIL-DESTINATAIRE', about, `Recu : ${address}.`, done)
    talk.destination = found
    done()
  }

  #refuse(talk: Talk, code: MailCode, about: { method: string; path: string }, detail: string, done: Done): void {
    talk.pending = { code, ...about }
    const verdict = verdictOf(code, detail)
    done(new Refused(verdict.code, verdict.text))
  }

  data(stream: SMTPServerDataStream, session: SMTPServerSession, done: (error?: Error | null, message?: string) => void): void {
    const talk = this.#talks.get(session.id)!
    const { account, destination, connection } = talk
    if (!account || !destination) return done(new Error('no recipient'))
    const { office, report } = this.options
    const injection = account.inside.injections.take(office.flow(destination.kind).flow.operation)
    const cut = injection?.kind === 'close' && !injection.processed
    const connexion = {
      tls: session.secure,
      ...(session.tlsOptions ? { protocole: session.tlsOptions.version } : {}),
      identifiant: account.identifiant,
      expediteur: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
      destinataires: session.envelope.rcptTo.map(({ address }) => address),
    }
    const chunks: Buffer[] = []
    let gone = false
    const cutNow = (): void => {
      if (gone) return
      gone = true
      office.cut(Buffer.concat(chunks), destination, account, injection!)
      socketOf(connection).destroy()
    }
    stream.on('data', (chunk: Buffer) => {
      if (!stream.sizeExceeded) chunks.push(chunk)
      if (cut) cutNow()
    })
    stream.on('error', () => {
      if (gone) return
      gone = true
      report({ attribution: 'logiciel', code: 'smtp-inacheve', message: `Un message pour ${destination.destination.adresse} a été abandonné avant sa fin : il n’a pas été traité. Que faire : envoyer le message en entier, point final compris.` })
    })
    stream.on('end', () => {
      if (gone) return
      if (cut) return cutNow()
      const decided = stream.sizeExceeded
        ? Promise.resolve(office.oversized(destination, account, stream.byteLength))
        : office.receive(Buffer.concat(chunks), destination, account, connexion, injection)
      decided.then((verdict) => this.#reply(talk, verdict, done), (cause: unknown) => {
        // What could not be written down must not be answered.
        report({ scenario: account.scenario, attribution: 'banc', code: 'journal', message: `le banc n’a pas pu consigner un message : ${String(cause)}` })
        socketOf(connection).destroy()
      })
    })
  }

  #reply(talk: Talk, { code, text, cut, delay, raw }: Verdict, done: (error?: Error | null, message?: string) => void): void {
    if (cut) return socketOf(talk.connection).destroy()
    if (raw !== undefined) {
      socketOf(talk.connection).write(`${raw}\r\n`)
      return socketOf(talk.connection).destroy()
    }
    const answer = (): void => {
      talk.written = true
      if (code < 400) done(null, ascii(text))
      else done(new Refused(code, text))
    }
    if (delay === undefined) answer()
    else setTimeout(answer, delay).unref()
  }
}

/** Reply to a reason of refusal. */
function verdictOf(code: MailCode, detail = ''): Verdict {
  const { code: number, enhanced } = replyIn(code)
  return { code: number, text: `${enhanced} ${code} ${MAIL_REFUSALS[code].message} ${detail}`.trim() }
}

const connectionHeaders = ({ secure, tlsOptions, hostNameAppearsAs, user }: SMTPServerSession): Record<string, string> => ({
  tls: secure ? (tlsOptions ? tlsOptions.version : 'oui') : 'non',
  ...(hostNameAppearsAs ? { helo: hostNameAppearsAs } : {}),
  ...(typeof user === 'string' ? { identifiant: user } : {}),
})
