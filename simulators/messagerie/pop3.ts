import { createServer, type AddressInfo, type Socket } from 'node:net'
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls'
import { codeOf, type Injection } from '../injection.js'
import { connectionIncident, listenIncident } from '../listeners.js'
import type { Account } from './accounts.js'
import type { Waiting } from './mailbox.js'
import { MAIL_OPERATIONS, type Office } from './office.js'
import { ascii } from './refusals.js'
import type { MailListener, MailServerOptions } from './smtp.js'

/** RFC 1939, 3: an inactivity timer is of ten minutes at least. */
const IDLE_MS = 600_000
/** RFC 2449, 4: 255 octets with their end; clients that do a little more are heard. */
const MAX_LINE = 1024
/** Commands that may wait for their answer; beyond, the client is not heard until it has read. */
const MAX_WAITING = 64 * MAX_LINE
/** Commands answered before the others have their turn. */
const TURN = 32
/** A client that says nothing else than nonsense is no client. */
const MAX_ERRORS = 20
const KEPT_LINES = 50

/** The POP3 server of the mailboxes (RFC 1939, 2449, 2595). */
export async function startPop3(options: MailServerOptions): Promise<MailListener> {
  const { implicit, certificate, key, authority, report } = options
  const secureContext = createSecureContext({ cert: `${certificate}${authority}`, key, minVersion: 'TLSv1.2' })
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    // A client that goes away is no fault.
    socket.on('error', () => undefined)
    const talk = new Talk(socket, secureContext, options)
    if (implicit) talk.upgrade()
    else talk.greet()
  })
  server.on('error', (error: NodeJS.ErrnoException) => {
    const incident = connectionIncident(error, true)
    if (incident) report(incident)
  })
  await new Promise<void>((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException): void => reject(listenIncident(cause, options))
    server.once('error', refuse)
    server.listen(options.port, options.host, () => {
      server.removeListener('error', refuse)
      resolve()
    })
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}

/** A maildrop as it was when it was opened: numbers do not move during a session (RFC 1939, 4). */
interface Maildrop {
  account: Account
  messages: readonly Waiting[]
  deleted: Set<number>
}

type Owner = Parameters<Office['refused']>[2]

class Talk {
  #socket: Socket
  #secure = false
  #buffer = ''
  #busy = false
  #ended = false
  #errors = 0
  #user: string | undefined
  #drop: Maildrop | undefined
  readonly #lines: string[] = []

  constructor(
    socket: Socket,
    private readonly secureContext: SecureContext,
    private readonly options: MailServerOptions,
  ) {
    this.#socket = socket
    socket.once('close', () => this.#release())
    this.#hear()
  }

  #hear(): void {
    const socket = this.#socket
    socket.setNoDelay(true)
    socket.setTimeout(IDLE_MS, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      if (socket !== this.#socket) return
      this.#buffer += chunk.toString('latin1')
      if (this.#buffer.length > MAX_WAITING) socket.pause()
      void this.#work()
    })
  }

  greet(): void {
    this.#say('+OK preserie POP3')
  }

  /** TLS over the connection: at once, or after STLS. What came in clear behind STLS is forgotten (RFC 2595, 4). */
  upgrade(): void {
    const plain = this.#socket
    this.#buffer = ''
    plain.removeAllListeners('data')
    plain.setTimeout(0)
    const secure = new TLSSocket(plain, { isServer: true, secureContext: this.secureContext })
    this.#socket = secure
    secure.on('error', (error: NodeJS.ErrnoException) => {
      const incident = connectionIncident(error, true)
      if (incident && !this.#secure) this.options.report(incident)
      plain.destroy()
    })
    secure.once('secure', () => {
      const first = this.options.implicit
      this.#secure = true
      if (first) this.greet()
    })
    this.#hear()
  }

  /** One command after the other, however they come. */
  async #work(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    try {
      for (let done = 1; !this.#ended && !this.#socket.destroyed; done += 1) {
        const end = this.#buffer.indexOf('\n')
        if (end < 0) break
        const line = this.#buffer.slice(0, end).replace(/\r$/, '')
        this.#buffer = this.#buffer.slice(end + 1)
        await this.#command(line)
        await this.#breathe(done)
      }
      if (!this.#ended && this.#buffer.length > MAX_LINE && !this.#buffer.includes('\n')) this.#bye('-ERR Ligne trop longue')
    } catch (cause) {
      // What could not be written down must not be answered.
      this.options.report({ attribution: 'banc', code: 'journal', message: `le banc n’a pas pu consigner un retour : ${String(cause)}` })
      this.#socket.destroy()
    } finally {
      this.#busy = false
    }
    if (!this.#ended && this.#socket.isPaused()) this.#socket.resume()
  }

  /** An answer that is not read is not followed by another one, and one client does not keep the others waiting. */
  async #breathe(done: number): Promise<void> {
    const socket = this.#socket
    if (socket.writableNeedDrain && !socket.destroyed) {
      await new Promise<void>((resolve) => {
        const go = (): void => {
          socket.off('drain', go).off('close', go)
          resolve()
        }
        socket.on('drain', go).on('close', go)
      })
    } else if (done % TURN === 0) await new Promise((resolve) => void setImmediate(resolve))
  }

  #say(line: string): void {
    if (!this.#socket.destroyed) this.#socket.write(`${ascii(line)}\r\n`)
  }

  #bye(line: string): void {
    this.#ended = true
    this.#release()
    if (!this.#socket.destroyed) this.#socket.end(`${ascii(line)}\r\n`)
  }

  #release(): void {
    if (this.#drop) this.#drop.account.locked = false
    this.#drop = undefined
  }

  #wrong(text: string): void {
    this.#errors += 1
    if (this.#errors >= MAX_ERRORS) this.#bye('-ERR Trop d’erreurs')
    else this.#say(`-ERR ${text}`)
  }

  async #command(line: string): Promise<void> {
    const [, name = '', argument = ''] = /^([A-Za-z]{3,4})(?: (.*))?$/.exec(line) ?? []
    const command = name.toUpperCase()
    if (this.#lines.length < KEPT_LINES) this.#lines.push(command === 'PASS' ? 'PASS ***' : line.slice(0, 200))
    if (line.length > MAX_LINE) this.#wrong('Ligne trop longue')
    else if (command === 'QUIT') this.#quit()
    else if (command === 'CAPA') this.#capabilities()
    else if (command === 'NOOP' && this.#drop) this.#say('+OK')
    else if (this.#drop) await this.#transaction(command, argument.trim(), this.#drop)
    else await this.#authorization(command, argument)
  }

  #capabilities(): void {
    // A password is not asked for in clear: USER appears once the connection is encrypted.
    const all = ['TOP', 'UIDL', 'RESP-CODES', 'PIPELINING', 'AUTH-RESP-CODE', 'IMPLEMENTATION preserie', ...(this.#secure ? ['USER'] : ['STLS'])]
    this.#say('+OK')
    this.#socket.write(`${all.join('\r\n')}\r\n.\r\n`)
  }

  #headers(): Record<string, string> {
    const protocol = this.#socket instanceof TLSSocket ? this.#socket.getProtocol() : undefined
    return { tls: this.#secure ? (protocol ?? 'oui') : 'non', ...(this.#user === undefined ? {} : { identifiant: this.#user }) }
  }

  #refuse(method: string, path: string, line: string, code: string, owner: Owner, injected = false): void {
    this.options.office.refused({ protocol: 'pop3', method, path, headers: this.#headers(), lines: this.#lines }, { status: 500, line: ascii(line), code, injected }, owner)
    this.#errors += 1
    if (this.#errors >= MAX_ERRORS) this.#bye('-ERR Trop d’erreurs')
    else this.#say(line)
  }

  #authorization(command: string, argument: string): void | Promise<void> {
    switch (command) {
      case 'STLS':
        if (this.#secure) return this.#wrong('Connexion deja chiffree')
        this.#say('+OK')
        return this.upgrade()
      case 'USER':
        if (argument.trim() === '') return this.#wrong('USER nom')
        this.#user = argument.trim()
        return this.#secure ? this.#say('+OK') : this.#inClear('USER')
      case 'PASS':
        if (!this.#secure) return this.#inClear('PASS')
        return this.#user === undefined ? this.#wrong('USER d’abord') : this.#login(this.#user, argument)
      case 'STAT': case 'LIST': case 'RETR': case 'DELE': case 'RSET': case 'TOP': case 'UIDL':
        return this.#wrong('Pas avant identification')
      default:
        return this.#wrong('Commande inconnue')
    }
  }

  /** RFC 2595, 4: a server may refuse a password that would come in clear. */
  #inClear(method: string): void {
    const account = this.#user === undefined ? undefined : this.options.accounts.byName(this.#user)
    this.#refuse(method, this.#user ?? '', '-ERR [SYS/PERM] SIM-MAIL-TLS STLS d’abord', 'SIM-MAIL-TLS', account ? { account } : { reason: this.#user === undefined ? 'no-session' : 'unknown-session' })
  }

  async #login(user: string, password: string): Promise<void> {
    const login = this.options.accounts.login(user, password)
    if (!('account' in login) || 'reason' in login) {
      const owner: Owner = login.reason === 'password' ? { account: login.account } : login
      this.#refuse('PASS', user, '-ERR [AUTH] SIM-MAIL-AUTH Identifiant ou mot de passe refuse', 'SIM-MAIL-AUTH', owner); return
    }
    const { account } = login
    const injection = account.inside.injections.take(MAIL_OPERATIONS.refused)
    if (injection?.kind === 'delay') await pause(injection.milliseconds)
    else if (injection && (injection.kind === 'close' || injection.kind === 'malformed')) {
      this.options.office.refused({ protocol: 'pop3', method: 'PASS', path: user, headers: this.#headers(), lines: this.#lines }, { status: 0, line: '', code: codeOf(injection), injected: true }, { account })
      return void this.#socket.destroy()
    } else if (injection) {
      const temporary = injection.kind === 'http' && injection.status !== 401 && injection.status !== 403
      this.#refuse('PASS', user, temporary ? '-ERR [SYS/TEMP] Service indisponible' : '-ERR [AUTH] Identification refusee', codeOf(injection), { account }, true)
      return
    }
    if (account.locked) {
      this.#refuse('PASS', user, '-ERR [IN-USE] Boite deja ouverte par une autre connexion', 'SIM-MAIL-BOITE-OUVERTE', { account })
      return
    }
    account.locked = true
    this.#drop = { account, messages: account.mailbox.available(), deleted: new Set() }
    this.#say(`+OK ${this.#drop.messages.length} message(s)`)
  }

  #transaction(command: string, argument: string, drop: Maildrop): void | Promise<void> {
    const live = drop.messages.map((message, index) => ({ message, number: index + 1 })).filter(({ number }) => !drop.deleted.has(number))
    switch (command) {
      case 'STAT':
        return this.#say(`+OK ${live.length} ${live.reduce((sum, { message }) => sum + message.bytes.byteLength, 0)}`)
      case 'LIST':
        return this.#listing(argument, drop, live, ({ bytes }) => String(bytes.byteLength))
      case 'UIDL':
        return this.#listing(argument, drop, live, ({ id }) => id)
      case 'RETR':
        return this.#about(argument, drop, (message) => this.#retrieve(message, drop))
      case 'TOP':
        return this.#top(argument, drop)
      case 'DELE':
        return this.#about(argument, drop, (_message, number) => {
          drop.deleted.add(number)
          this.#say('+OK')
        })
      case 'RSET':
        drop.deleted.clear()
        return this.#say('+OK')
      default:
        return this.#wrong('Commande inconnue ou hors de propos')
    }
  }

  #about(argument: string, { messages, deleted }: Maildrop, act: (message: Waiting, number: number) => Promise<void> | void): Promise<void> | void {
    const number = /^\d{1,9}$/.test(argument) ? Number(argument) : 0
    const message = messages[number - 1]
    if (!message || deleted.has(number)) return this.#wrong('Ce message n’existe pas')
    return act(message, number)
  }

  #listing(argument: string, drop: Maildrop, live: readonly { message: Waiting; number: number }[], told: (message: Waiting) => string): Promise<void> | void {
    if (argument !== '') return this.#about(argument, drop, (message, number) => this.#say(`+OK ${number} ${told(message)}`))
    this.#say(`+OK ${live.length} message(s)`)
    this.#socket.write(`${live.map(({ message, number }) => `${number} ${told(message)}\r\n`).join('')}.\r\n`)
  }

  #top(argument: string, drop: Maildrop): Promise<void> | void {
    const [number = '', count = ''] = argument.split(/ +/)
    if (!/^\d{1,9}$/.test(count)) return this.#wrong('TOP message lignes')
    return this.#about(number, drop, (message) => {
      const text = message.bytes.toString('latin1')
      const end = text.indexOf('\r\n\r\n') + 4
      const lines = text.slice(end).replace(/\r\n$/, '').split('\r\n')
      // Some clients fetch with TOP so as to mark nothing: a whole message is a message that was read.
      if (Number(count) >= lines.length) return this.#retrieve(message, drop)
      const body = lines.slice(0, Number(count))
      this.#say('+OK')
      this.#socket.write(stuffed(Buffer.from(text.slice(0, end) + body.map((line) => `${line}\r\n`).join(''), 'latin1')))
    })
  }

  async #retrieve(message: Waiting, { account }: Maildrop): Promise<void> {
    const { office } = this.options
    const injection = account.inside.injections.take(MAIL_OPERATIONS.fetched)
    if (injection?.kind === 'delay') await pause(injection.milliseconds)
    else if (injection) { this.#injected(message, account, injection); return }
    office.fetched(account, message, this.#headers(), { status: 200, result: { kind: 'accepted' } })
    this.#say(`+OK ${message.bytes.byteLength} octets`)
    this.#socket.write(stuffed(message.bytes))
  }

  /** `close` cuts in the middle of the message, or once it is whole; `malformed` sends half of it as if it were all. */
  #injected(message: Waiting, account: Account, injection: Injection): void {
    const { office } = this.options
    const half = message.bytes.subarray(0, Math.floor(message.bytes.byteLength / 2))
    const result = { kind: 'refused', code: codeOf(injection), injected: true } as const
    if (injection.kind === 'close') {
      office.fetched(account, message, this.#headers(), { status: 0, result, sent: injection.processed ? message.bytes : half })
      this.#say(`+OK ${message.bytes.byteLength} octets`)
      this.#socket.write(injection.processed ? stuffed(message.bytes) : half, () => this.#socket.destroy())
      this.#ended = true
    } else if (injection.kind === 'malformed' || injection.kind === 'reply') {
      office.fetched(account, message, this.#headers(), { status: 200, result, sent: half })
      this.#say(`+OK ${half.byteLength} octets`)
      this.#socket.write(stuffed(half))
    } else {
      office.fetched(account, message, this.#headers(), { status: 500, result, sent: Buffer.alloc(0) })
      this.#say(injection.kind === 'refusal' ? `-ERR [SYS/PERM] ${injection.code} ${injection.message}` : '-ERR [SYS/TEMP] Service indisponible')
    }
  }

  /** Deletions take place now, and only now (RFC 1939, 6). */
  #quit(): void {
    const drop = this.#drop
    if (drop) this.options.office.deleted(drop.account, [...drop.deleted].sort((a, b) => a - b).map((number) => drop.messages[number - 1]!), this.#headers())
    this.#bye('+OK')
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, milliseconds).unref())

/** A multi-line answer: a line that begins with a dot has one more, and a dot alone ends it (RFC 1939, 3). */
export function stuffed(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replaceAll(/(^|\r\n)\./g, '$1..')
  return Buffer.from(`${text}${text.endsWith('\r\n') || text === '' ? '' : '\r\n'}.\r\n`, 'latin1')
}
