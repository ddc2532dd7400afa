import { randomUUID } from 'node:crypto'
import type { Person } from './person.js'
import type { ProxySession, Trace } from './proxy.js'
import type { Engine } from './engine.js'

/** What the user does when asked to authenticate, on the phone, with the card or on the login page. */
export interface Act {
  geste: 'approuver' | 'refuser' | 'ignorer'
  /** Number of times the software is told to wait first. */
  apres: number
  /** National id of who answers, when it is not the one expected. */
  personne?: string
}

export const FALSIFICATIONS = ['signature', 'audience', 'nonce', 'expire', 'emetteur'] as const
export type Falsification = (typeof FALSIFICATIONS)[number]

/** A CIBA request that waits for its user. */
export interface PendingRequest {
  act?: Act
  polls: number
  lastPoll?: number
  /** Seconds between two questions; longer after each `slow_down`. */
  interval: number
  bindingMessage: string
  channel: string
  person: Person
}

/** Everything that one session's Pro Santé Connect, API authorisation server and proxy e-Santé remember. */
export interface PscState {
  /** The provider of each session's address. */
  engines: Map<string, Promise<Engine>>
  /** By national id; the session's professional joins at the first call. */
  people: Map<string, Person>
  /** Acts to come, in order; without any the user approves at once, or a page waits in the sandbox. */
  acts: Act[]
  pending: Map<string, PendingRequest>
  /** `session_state` of each person who is logged in, by account. */
  sessionStates: Map<string, string>
  falsification?: Falsification
  /** Seconds announced between two questions. */
  interval: number
  /** `slow_down` answers still to give. */
  slowDowns: number
  /** Workplaces of the professional, and other professions, when a scenario wants several. */
  situations: number
  otherProfessions: string[]
  proxy: { sessions: Map<string, ProxySession>; traces: Trace[] }
}

export const createState = (): PscState => ({
  engines: new Map(),
  people: new Map(),
  acts: [],
  pending: new Map(),
  sessionStates: new Map(),
  interval: 1,
  slowDowns: 0,
  situations: 1,
  otherProfessions: [],
  proxy: { sessions: new Map(), traces: [] },
})

/** The one `session_state` of a person's login. */
export function sessionStateOf({ sessionStates }: PscState, sub: string): string {
  const known = sessionStates.get(sub) ?? randomUUID()
  sessionStates.set(sub, known)
  return known
}
