import { World } from '@cucumber/cucumber'
import type { DriverAnswer } from '../core/exchange.js'
import type { RecordedOpening, Verb } from '../core/pilotage.js'
import type { Finding } from '../core/readiness.js'

/** Answer to a question, computed by the judge from the scenario's slice of the journal. */
export interface QuestionAnswer {
  outcome: 'pass' | 'fail' | 'skip' | 'error'
  requirement: string
  findings: Finding[]
  message?: string
}

/**
 * What a step may do: one driver call (`faire`), one question to the journal (`demander`), or one preparation of the
 * simulated Assurance Maladie. A negative answer does not stop the scenario: the other questions are asked too.
 */
export declare class Banc extends World {
  /** What the software was given for this scenario. */
  readonly ouverture: RecordedOpening
  /** Values that steps hand to the following ones (last ordonnance, last execution…). */
  readonly memoire: Map<string, unknown>
  /** Asks a verb of the software; stops the scenario when the software cannot answer (`nonPrisEnCharge`, `enPanne`, incident). */
  faire(verbe: Verb, parametres: Record<string, unknown>): Promise<Extract<DriverAnswer, { reponse: 'fait' }>['observation']>
  /** Asks the judge one named check of `validators/index.ts`. */
  demander(controle: string, arguments_?: Record<string, unknown>): Promise<QuestionAnswer>
  /** Prepares a simulator's state (fixture of simulators/ordonnances.ts); returns what the fixture returns. */
  preparer(simulateur: string, fixture: string, valeur: unknown): Promise<unknown>
  /** The next `nombre` calls of an operation get this answer instead of the simulator's. */
  injecter(operation: string, injection: Injection, nombre?: number): Promise<void>
  /** Moves the virtual clock forward and tells the software. */
  avancerHorloge(millisecondes: number): Promise<void>
  /** Virtual time of the scenario. */
  maintenant(): Promise<Date>
}

/** Same shape as the union that `simulators/serve.ts` accepts. */
export type Injection =
  | { kind: 'refusal'; subcode: string; code: string; message: string; side?: 'Sender' | 'Receiver'; severity?: 'erreur' | 'fatale' | 'fatal' | 'avertissement' }
  | { kind: 'close' }
  | { kind: 'delay'; milliseconds: number }
  | { kind: 'http'; status: number }
  | { kind: 'malformed' }
