import type { IncomingMessage, ServerResponse } from 'node:http'
import { isIPv6 } from 'node:net'
import { Incident, messageOf } from '../core/errors.js'
import type { UnclaimedRecord } from '../core/exchange.js'
import type { JournalWriter } from '../core/journal.js'
import type { Pack } from '../schemas/pack.js'
import { answer, faultReply, serviceRefusal, type Answer, type Call, type Surroundings } from './answering.js'
import { listen, readRequest, sendReply, type Listener, type ReportIncident } from './listeners.js'
import type { Account } from './messagerie/accounts.js'
import { startMail, type MailPorts, type MailService } from './messagerie/service.js'
import type { Pki } from './pki.js'
import { recorder, type Guard, type RawRequest, type Recorder } from './recording.js'
import { answerRoute, routeFor, type ServedRoute } from './routing.js'
import { createSession, newSessionId, type AnySimulator, type OpenedSession, type SessionOptions, type SimulatedSession } from './sessions.js'

export type { Injection } from './injection.js'
export type { SessionOptions, SimulatedSession } from './sessions.js'
export type { PscRegistration } from './simulator.js'

export interface ServeOptions {
  simulators: readonly AnySimulator[]
  pack: Pack
  pki: Pki
  journal: JournalWriter
  /** Address to listen on. */
  host: string
  /** Name under which the software reaches that address; the host itself when absent. */
  name?: string
  /** 0: any free port. */
  ports: { cps: number; logiciel: number }
  /** Mail servers besides HTTP; always with TLS. Absent: no session has a mailbox. */
  mail?: MailPorts
  tls: boolean
  /** Software that holds one fixed address: the bare path of the service goes to the only open session. */
  fixed?: boolean
  /** Masks real-looking identities before anything is written. */
  guard?: Guard
  onIncident: ReportIncident
}

/** The two listeners: the second one asks for a client certificate. */
type Mode = 'CPS' | 'CERTIFICAT_LOGICIEL'

/** The simulated back end of a campaign. */
export interface SimulatedBackend {
  /** Roots of the two environments, without a path. */
  endpoints: { cps: string; logiciel?: string }
  openSession(options: SessionOptions): SimulatedSession
  close(): Promise<void>
}

/** Starts the simulated Assurance Maladie: one address for the CPS mode and, with TLS, one for the software certificate. */
export async function serve(options: ServeOptions): Promise<SimulatedBackend> {
  const backend = new Backend(options)
  const listeners: Partial<Record<Mode, Listener>> = {}
  const close = async (): Promise<void> => {
    await Promise.all([...Object.values(listeners), ...(backend.mail ? [backend.mail] : [])].map((listener) => listener.close()))
  }
  try {
    const { certificate, key } = options.tls ? await options.pki.server() : { certificate: '', key: '' }
    const start = (mode: Mode, port: number, setting: string): Promise<Listener> =>
      listen({
        host: options.host,
        port,
        setting,
        ...(options.tls ? { tls: { certificate, key, authority: options.pki.authority, clientCertificate: mode === 'CERTIFICAT_LOGICIEL' } } : {}),
        onRequest: (message, response) => void backend.receive(message, response, mode),
        onIncident: backend.report,
      })
    listeners.CPS = await start('CPS', options.ports.cps, 'ecoute.port')
    if (options.tls) listeners.CERTIFICAT_LOGICIEL = await start('CERTIFICAT_LOGICIEL', options.ports.logiciel, 'ecoute.port_certificat')
    if (options.mail) await backend.startMail(options.mail)
  } catch (cause) {
    await close()
    throw cause
  }
  const root = ({ port }: Listener): string => `${options.tls ? 'https' : 'http'}://${authorityOf(options.name ?? options.host)}:${port}`
  const endpoints = { cps: root(listeners.CPS), ...(listeners.CERTIFICAT_LOGICIEL ? { logiciel: root(listeners.CERTIFICAT_LOGICIEL) } : {}) }
  return { endpoints, openSession: (session) => backend.open(session, endpoints), close }
}

/** Host part of a URL; an address that means « all of them » is reached by the local name. */
const authorityOf = (host: string): string => (isIPv6(reachable(host)) ? `[${reachable(host)}]` : reachable(host))

const reachable = (host: string): string => (host === '0.0.0.0' || host === '::' ? 'localhost' : host)

type Decided = Pick<Answer, 'reply' | 'transport'>
type Target = { opened: OpenedSession; path: string } | { reason: UnclaimedRecord['reason']; scenario?: string }

class Backend {
  readonly #open = new Map<string, OpenedSession>()
  /** Scenario of each session that was closed: late traffic is told apart from lost traffic. */
  readonly #closed = new Map<string, string>()
  readonly #recorder: Recorder
  readonly #simulators: ReadonlyMap<string, AnySimulator>
  readonly #surroundings: Surroundings
  readonly #reported = new Set<string>()
  mail: MailService | undefined

  constructor(private readonly options: ServeOptions) {
    const { pack, pki, tls } = options
    this.#simulators = new Map(options.simulators.map((simulator) => [simulator.name, simulator]))
    this.#recorder = recorder(options.journal, options.guard)
    this.#surroundings = { pack, simulators: this.#simulators, authority: pki.authority, tls }
  }

  async startMail(ports: MailPorts): Promise<void> {
    const { host, name = host, fixed = false, pki } = this.options
    this.mail = await startMail({ host, name: reachable(name), ports, fixed, simulators: this.#simulators, pki, recorder: this.#recorder, report: this.report })
  }

  open(session: SessionOptions, endpoints: SimulatedBackend['endpoints']): SimulatedSession {
    this.#refuseOpening(session)
    const { pack, journal } = this.options
    const id = newSessionId()
    const address = session.authentication === 'CERTIFICAT_LOGICIEL' ? endpoints.logiciel! : endpoints.cps
    let account: Account | undefined
    const under = (root: string): string => (this.options.fixed ? root : `${root}/s/${id}`)
    const opened = createSession(session, { simulators: this.#simulators, pack, journal, recorder: this.#recorder }, {
      id,
      // With Pro Santé Connect a téléservice is only reached through the proxy e-Santé.
      root: `${under(address)}${session.authentication === 'PSC' ? PROXY_PATH : ''}`,
      address: { plain: under(endpoints.cps), ...(endpoints.logiciel === undefined ? {} : { mutual: under(endpoints.logiciel) }) },
      ...(session.mail && this.mail ? { openMail: (inside) => ({ account: (account = this.mail!.open(inside, session.mail!)), endpoints: this.mail!.endpoints }) } : {}),
      onClose: () => {
        if (account) this.mail!.closeAccount(account)
        if (this.#open.delete(id)) this.#closed.set(id, session.scenario)
      },
    })
    this.#open.set(id, opened)
    return opened.session
  }

  #refuseOpening({ authentication, packageVersion, scenario }: SessionOptions): void {
    if (authentication === 'PSC' && packageVersion === 'V2') throw new Incident('configuration', PSC_IN_V2)
    if (authentication === 'CERTIFICAT_LOGICIEL' && !this.options.tls) {
      throw new Incident('configuration', {
        what: 'Le mode certificat logiciel demande TLS, que cette session désactive.',
        next: 'remettre ecoute.tls à true, ou choisir l’authentification CPS dans preserie.yaml',
      })
    }
    const [other] = this.#open.values()
    if (!this.options.fixed || !other) return
    throw new Incident('configuration', {
      what: 'Avec une adresse fixe, les scénarios se jouent un par un.',
      received: `${scenario} ouvert pendant ${other.inside.options.scenario}`,
      next: 'ne pas demander plusieurs scénarios en parallèle avec ecoute.adresse_fixe',
    })
  }

  /** One call, from its bytes to its answer. */
  async receive(message: IncomingMessage, response: ServerResponse, listener: Mode): Promise<void> {
    let request: RawRequest
    try {
      request = await readRequest(message)
    } catch {
      // The client went away before it had said everything: there is nobody to answer.
      this.report({
        attribution: 'logiciel',
        code: 'http-inacheve',
        message: `Une requête ${message.method ?? ''} a été abandonnée avant sa fin : elle n’a pas été traitée. Que faire : vérifier Content-Length et les morceaux envoyés.`,
      })
      response.destroy()
      return
    }
    try {
      send(response, await this.#answer(request, listener))
    } catch (cause) {
      // What could not be written down must not be answered.
      this.report({ attribution: 'banc', code: 'journal', message: `le banc n’a pas pu consigner un échange : ${messageOf(cause)}` })
      response.destroy()
    }
  }

  #answer(request: RawRequest, listener: Mode): Decided | Promise<Decided> {
    const target = this.#targetOf(request.path)
    if ('reason' in target) {
      const { reason, scenario } = target
      const reply = faultReply(serviceRefusal('SIM-SESSION', UNCLAIMED_REASONS[reason]))
      this.#recorder.unclaimed(request, reply, { reason, ...(scenario === undefined ? {} : { scenario }) })
      return { reply }
    }
    const { opened, path } = target
    const call = { request, path, listener, now: opened.inside.clock.now(), receivedAt: new Date() }
    const route = routeFor(this.#simulators.values(), path, request.method)
    return route ? this.#answerHttp(route, call, opened) : this.#answerSoap(call, opened)
  }

  /** Decides and writes down in one go: the order of the journal is the order in which the service decided. */
  #answerSoap(call: Call, { inside }: OpenedSession): Decided {
    return this.#written(answer(call, inside, this.#surroundings), call, inside)
  }

  async #answerHttp(route: ServedRoute, call: Call, opened: OpenedSession): Promise<Decided> {
    const { inside, session } = opened
    const { packageVersion, authentication, psc, attended = false } = inside.options
    const about = { packageVersion, authentication, attended, ...(psc ? { psc } : {}) }
    const answered = await answerRoute(route, call, inside, { address: session.address, session: about })
    if ('forward' in answered) return this.#answerSoap({ ...call, path: answered.forward.path, authenticated: answered.forward.person }, opened)
    return this.#written(answered, call, inside, 'http')
  }

  #written(answered: Answer, { request, now }: Call, { options: { scenario } }: OpenedSession['inside'], protocol?: 'http'): Decided {
    const { operation, simulator, reply, result } = answered
    this.#recorder.exchange(request, reply, { scenario, simulator, operation, ...(protocol ? { protocol } : {}), virtualTime: now.toISOString(), result })
    if (result.kind === 'bench-fault') {
      this.report({ scenario, attribution: 'banc', code: 'simulateur', message: `le banc a échoué en répondant à ${operation} : ${result.message}` })
    }
    return answered
  }

  #targetOf(url: string): Target {
    const path = url.split('?')[0]!
    const [, id, rest] = /^\/s\/([^/]+)(\/.*)?$/.exec(path) ?? []
    if (id !== undefined) return this.#sessionTarget(id, rest ?? '')
    const [only] = this.#open.values()
    return this.options.fixed && only ? { opened: only, path } : { reason: 'no-session' }
  }

  #sessionTarget(id: string, path: string): Target {
    const opened = this.#open.get(id)
    if (opened) return { opened, path }
    const scenario = this.#closed.get(id)
    return scenario === undefined ? { reason: 'unknown-session' } : { reason: 'closed-session', scenario }
  }

  /** Tells an incident once for the same scenarios: a client that tries again a thousand times has one thing to correct. */
  readonly report: ReportIncident = (incident) => {
    const open = [...this.#open.values()].map(({ inside }) => inside.options.scenario)
    const key = JSON.stringify([incident, open])
    if (this.#reported.has(key)) return
    this.#reported.add(key)
    this.options.onIncident(incident.scenario === undefined ? { ...incident, open } : incident)
  }
}

/** Where the proxy e-Santé takes what it sends on (its public interface description; docs/sources.md). */
const PROXY_PATH = '/send'

/** Pro Santé Connect is a novelty of the V3 (CTPPN du 22/01/2025; docs/sources.md). */
export const PSC_IN_V2 = {
  what: 'Pro Santé Connect est une nouveauté de la V3 du paquet ordonnance numérique : il ne s’emploie pas en V2.',
  expected: 'paquet: V3 avec authentification: PSC',
  received: 'paquet: V2',
  next: 'choisir paquet: V3, ou authentification: CPS, dans preserie.yaml',
} as const

const UNCLAIMED_REASONS = {
  'no-session': 'Appeler l’adresse donnée à l’ouverture de la session, chemin compris.',
  'unknown-session': 'Cette session n’a jamais existé : appeler l’adresse donnée à l’ouverture.',
  'closed-session': 'La session est déjà fermée : l’appel arrive trop tard.',
} as const satisfies Record<UnclaimedRecord['reason'], string>

function send(response: ServerResponse, { reply, transport }: Pick<Answer, 'reply' | 'transport'>): void {
  if (transport?.kind === 'close') response.destroy()
  // A late answer must not keep the process alive, nor reach a client that has gone.
  else if (transport?.kind === 'delay') setTimeout(() => sendReply(response, reply), transport.milliseconds).unref()
  else sendReply(response, reply)
}
