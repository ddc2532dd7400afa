import type { RefusalDetail } from '../core/errors.js'
import type { Envelope } from './envelope.js'

/** What is known around an envelope when it is checked; everything in it can be rebuilt from the journal. */
export interface Situation {
  /** Virtual time of reception. */
  now: Date
  mode: 'CPS' | 'CERTIFICAT_LOGICIEL'
  /** PEM of the test authorities the bench trusts. */
  authorities: string[]
  clientCertificate?: { commonName: string; issuer: string; authorised: boolean }
  knownIdams: string[]
  /** MessageID, ContexteLPS/Id, ContexteBAM/Id and assertion ids already used in the scenario. */
  seenIds: ReadonlySet<string>
  /** ContexteBAM is part of the call (all observed AMO services but ApCV). */
  contexteBamExpected: boolean
}

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

/** In the order of the real service: transport and certificate, Security, ContexteLPS, ContexteBAM (the body comes after). */
export declare const FRAME_CHECKS: readonly FrameCheck[]
/** First problem in order; undefined = the frame holds. */
export declare function firstProblem(envelope: Envelope, situation: Situation): FrameProblem | undefined
/** Ids to remember once an envelope was received. */
export declare function idsOf(envelope: Envelope): string[]
/** National id and attributes of the signed assertion, when there is one. */
export declare function senderOf(envelope: Envelope, situation: Situation): { idNat?: string; attributes: Record<string, string>; emetteur?: string }
