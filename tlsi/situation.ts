import type { RefusalDetail } from '../core/errors.js'
import type { ExchangeRequest } from '../core/exchange.js'
import type { Envelope } from './envelope.js'

/** Somebody whom Pro Santé Connect authenticated. */
export interface AuthenticatedPerson {
  idNat: string
  specialite?: string
  /** Number of professions. */
  professions: number
}

/** What is known around an envelope when it is checked; everything in it can be rebuilt from the journal. */
export interface Situation {
  /** Virtual time of reception. */
  now: Date
  /**
   * Wall-clock time of reception (`at` of the exchange record). Certificates are issued on the wall clock and a scenario may be
   * played at any virtual date: their validity is judged on the wall clock, everything else on the virtual one. Absent: not judged.
   */
  receivedAt?: Date
  mode: 'CPS' | 'CERTIFICAT_LOGICIEL' | 'PSC'
  /** PEM of the test authorities the bench trusts. */
  authorities: string[]
  /** PEM of the certificate that the session was given. Absent: who signs is not judged. */
  certificate?: string
  clientCertificate?: { commonName: string; issuer: string; authorised: boolean }
  knownIdams: string[]
  /** MessageID, ContexteLPS/Id, ContexteBAM/Id and assertion ids already used in the scenario. */
  seenIds: ReadonlySet<string>
  /** ContexteBAM is part of the call (all observed AMO services but ApCV). */
  contexteBamExpected: boolean
  /** An employee's card may sign this call (`acceptsEmployeeCard`). Absent: it may not. */
  employeeCard?: boolean
  /** Addresses under which this service was called; an AudienceRestriction has to name one of them. Absent: not judged. */
  audiences?: string[]
  /** The person for whom the proxy e-Santé let the call through; absent: the call did not come by it. */
  authenticated?: AuthenticatedPerson
}

/** V3 opens the execution of an ordonnance to the préparateur's card (CTPPN du 22/01/2025, annexes); which operations that means is assumed. */
const EMPLOYEE_OPERATIONS: readonly string[] = ['WS_EP1', 'WS_EP2', 'WS_EP3', 'WS_EP6']

export const acceptsEmployeeCard = (operation: string | undefined, version: 'V2' | 'V3'): boolean =>
  version === 'V3' && operation !== undefined && EMPLOYEE_OPERATIONS.includes(operation)

/** One thing wrong with a frame. */
export interface FrameProblem {
  /** What the service answers. */
  refusal: RefusalDetail
  /** Stable detail code, e.g. `absent`, `deja-vu`, `perime`. */
  detail: string
  /** French: expected and received. */
  message: string
  /** XPath-like place. */
  at: string
}

export interface FrameCheck {
  /** Stable name, e.g. `transport`, `assertionSignee`, `contexteLpsId`. */
  name: string
  /** French sentence: what holds when the check passes. */
  expectation: string
  check(envelope: Envelope, situation: Situation): FrameProblem | undefined
}

/** The address a client called, as it may write it in an AudienceRestriction. */
export function audiencesOf({ path, headers }: Pick<ExchangeRequest, 'path' | 'headers'>, tls: boolean): string[] {
  const host = headers['host']
  return host === undefined ? [] : [`${tls ? 'https' : 'http'}://${host}${path.split('?')[0] ?? ''}`]
}
