import type { DriverAnswer } from '../core/exchange.js'
import type { SessionOpening, SoftwareState, Verb } from '../core/pilotage.js'

/** One open session of the software under test. Every failure to get an answer is an `Incident` with its attribution. */
export interface DriverSession {
  perform(verb: Verb, params: Record<string, unknown>): Promise<DriverAnswer>
  /** Tells the software that the virtual clock moved. Resolves to false when the software does not follow it. */
  setClock(now: Date): Promise<boolean>
  close(): Promise<void>
}

/** How the software under test is operated: one implementation per way (HTTP adapter, browser, person, container). */
export interface Driver {
  name: string
  /** Starts or reaches the software and reads what it says of itself. */
  state(): Promise<SoftwareState>
  open(opening: SessionOpening): Promise<DriverSession>
  /** Releases what the driver started. Never throws. */
  dispose(): Promise<void>
}
