import type { Seed } from '../core/seed.js'

/** Who is calling, as the frame checks established it. */
export interface Sender {
  mode: 'CPS' | 'CERTIFICAT_LOGICIEL'
  /** National id of the professional who signed the assertion (CPS mode). */
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
  /** Lets a scenario prepare the state (`deposerOrdonnance`, `annulerOrdonnance`…): name → French description and effect. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each fixture validates its own value
  fixtures: Record<string, (value: any, state: State, context: { now: Date; seed: Seed }) => unknown>
}

/** Keeps the state type of a simulator through its definition. */
export const defineSimulator = <State>(simulator: Simulator<State>): Simulator<State> => simulator
