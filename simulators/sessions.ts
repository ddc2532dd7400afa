import { randomBytes } from 'node:crypto'
import { VirtualClock } from '../core/clock.js'
import { Incident } from '../core/errors.js'
import type { JournalWriter } from '../core/journal.js'
import type { Seed } from '../core/seed.js'
import type { Pack } from '../schemas/pack.js'
import type { Situation } from '../tlsi/checks.js'
import { codeOf, InjectionQueue, type Injection } from './injection.js'
import { mailOperations } from './messagerie/office.js'
import type { Account, Credentials, MailOptions } from './messagerie/accounts.js'
import type { MailEndpoints } from './messagerie/service.js'
import type { Recorder } from './recording.js'
import { routeOperations } from './routing.js'
import type { MailDrop, OperationContext, PscRegistration, Simulator } from './simulator.js'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each simulator keeps its own state type; a session hands each its own state
export type AnySimulator = Simulator<any>

export interface SessionOptions {
  /** Id of the scenario that owns the session. */
  scenario: string
  /** Virtual date of the start; without it the session lives at the wall clock. */
  virtualStart?: Date
  packageVersion: OperationContext['packageVersion']
  modeTransmission: OperationContext['modeTransmission']
  authentication: Situation['mode']
  /** Authorisation number that the service knows. */
  idam: string
  seed: Seed
  /** The software as registered with Pro Santé Connect, and who uses it. */
  psc?: PscRegistration
  /** A person answers the pages of the simulated services (sandbox). */
  attended?: boolean
  /** The session has a mailbox; the back end must serve mail. */
  mail?: MailOptions
  /** Another open session whose states this one shares: what one writes, the other reads. */
  sharing?: SimulatedSession
}

/** The simulated Assurance Maladie of one scenario: its own address, clock, states and memory of ids. */
export interface SimulatedSession {
  /** Unguessable: traffic of another scenario cannot fall into this one by chance. */
  id: string
  /** Address of the first operation of the pack, `…/s/<id>/lps`. */
  endpoint: string
  /** Address of each operation of the pack. */
  addresses: Readonly<Record<string, string>>
  /** Root of the session's addresses, without a final slash: plain HTTP routes are under it; `mutual` asks for a client certificate. */
  address: { plain: string; mutual?: string }
  /** Mailbox of the session and servers that lead to it. */
  mail?: Credentials & { endpoints: MailEndpoints; mailbox: MailDrop }
  clock: VirtualClock
  /** Prepares a simulator's state; returns what the fixture returns. */
  applyFixture(simulator: string, name: string, value: unknown): unknown
  /** The next `count` calls of an operation whose frame and body hold get this instead of the simulator's answer. */
  inject(request: { operation: string; injection: Injection; count: number }): void
  advance(milliseconds: number): void
  /** State of a simulator, to be shown. */
  stateOf(simulator: string): unknown
  /** Every simulator as it was at the opening, for this session and those that share its states; the clock does not go back. */
  reset(): void
  close(): void
}

/** What answering a call needs of a session. */
export interface SessionInside {
  options: SessionOptions
  clock: VirtualClock
  injections: InjectionQueue
  seenIds: Set<string>
  /** State of a simulator. */
  stateOf(simulator: string): unknown
}

interface SessionSurroundings {
  simulators: ReadonlyMap<string, AnySimulator>
  pack: Pack
  journal: JournalWriter
  recorder: Recorder
}

interface SessionPlace {
  id: string
  /** Address of the téléservices of the session, without a path of their own: `…/s/<id>`, `…/s/<id>/send` behind the proxy e-Santé. */
  root: string
  address: SimulatedSession['address']
  /** Opens the mailbox of a session that asks for one. */
  openMail?(inside: SessionInside): { account: Account; endpoints: MailEndpoints }
  onClose(): void
}

export interface OpenedSession {
  session: SimulatedSession
  inside: SessionInside
}

/** Where the first operation of a pack is served: the AMO services share one path (tlsi-ins WSDL; docs/sources.md). */
const servicePath = (pack: Pack): string => Object.values(pack.operations)[0]?.path ?? '/lps'

/** States of a session, for those who share them. */
const STATES = new WeakMap<SimulatedSession, Map<string, unknown>>()

/** 96 bits, safe in a path. */
export const newSessionId = (): string => randomBytes(12).toString('base64url')

/** Opens a session; `place` says under which address, and what to do when it closes. */
export function createSession(options: SessionOptions, { simulators, pack, journal, recorder }: SessionSurroundings, place: SessionPlace): OpenedSession {
  const { scenario, seed } = options
  const clock = new VirtualClock(options.virtualStart)
  const injections = new InjectionQueue()
  const shared = options.sharing ? STATES.get(options.sharing) : undefined
  const states = shared ?? new Map<string, unknown>([...simulators].map(([name, simulator]) => [name, simulator.createState(seed.derive(name))]))
  // One source per simulator for the whole session: two fixtures of a kind do not prepare the same thing twice.
  const fixtureSeeds = new Map([...simulators.keys()].map((name) => [name, seed.derive(`${name}/preparations`)]))
  const inside: SessionInside = { options, clock, injections, seenIds: new Set(), stateOf: (name) => states.get(name) }
  const mail = place.openMail?.(inside)
  const session: SimulatedSession = {
    id: place.id,
    ...(mail ? { mail: mailOf(mail) } : {}),
    endpoint: `${place.root}${servicePath(pack)}`,
    addresses: Object.fromEntries(Object.values(pack.operations).map(({ name, path }) => [name, `${place.root}${path}`])),
    address: place.address,
    clock,
    applyFixture(name, fixture, value) {
      const apply = fixtureOf(simulators, name, fixture)
      const prepared = apply(value, states.get(name), { now: clock.now(), seed: fixtureSeeds.get(name)!, identifier: pack.identifier, ...(mail ? { mailbox: mail.account.mailbox } : {}) })
      // Evidence of what was there to be found: what the fixture prepared, or what it was given when it returns nothing.
      journal.append({ type: 'fixture', scenario, simulator: name, name: fixture, value: recorder.value(prepared === undefined ? value : prepared) })
      return prepared
    },
    inject({ operation, injection, count }) {
      const known = [...Object.keys(pack.operations), ...routeOperations(simulators.values()), ...mailOperations(simulators.values())]
      if (!known.includes(operation)) throw unknownName('une opération', operation, known)
      injections.add(operation, injection, count)
      journal.append({ type: 'injection', scenario, operation, code: codeOf(injection), count })
    },
    advance(milliseconds) {
      clock.advance(milliseconds)
      journal.append({ type: 'clock', scenario, advancedBy: milliseconds, virtualTime: clock.now().toISOString() })
    },
    stateOf: (name) => states.get(name),
    reset() {
      for (const [name, simulator] of simulators) states.set(name, simulator.createState(seed.derive(name)))
      injections.clear()
      mail?.account.mailbox.clear()
      journal.append({ type: 'fixture', scenario, simulator: 'banc', name: 'remiseAZero', value: recorder.value({}) })
    },
    close: () => place.onClose(),
  }
  STATES.set(session, states)
  return { session, inside }
}

const mailOf = ({ account: { identifiant, motDePasse, adresse, mailbox }, endpoints }: { account: Account; endpoints: MailEndpoints }): NonNullable<SimulatedSession['mail']> => ({
  identifiant, motDePasse, adresse, mailbox, endpoints,
})

function fixtureOf(simulators: ReadonlyMap<string, AnySimulator>, name: string, fixture: string): AnySimulator['fixtures'][string] {
  const simulator = simulators.get(name)
  if (!simulator) throw unknownName('un simulateur', name, [...simulators.keys()])
  const found = simulator.fixtures[fixture]
  if (!found) throw unknownName(`une préparation de ${name}`, fixture, Object.keys(simulator.fixtures))
  return found
}

/** Scenarios are the bench's own: a name they get wrong is a fault of the bench. */
const unknownName = (kind: string, received: string, known: readonly string[]): Incident =>
  new Incident('banc', { what: `Le scénario nomme ${kind} qui n’existe pas.`, expected: known.join(', '), received })
