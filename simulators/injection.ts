import type { RefusalDetail } from '../core/errors.js'
import type { Disorder } from '../schemas/pack.js'

/** What a service does instead of answering: the faults a software must live through (docs/sources.md). */
export type Injection =
  | { kind: 'refusal'; subcode: string; code: string; message: string; side?: RefusalDetail['side']; severity?: RefusalDetail['severity'] }
  /** The connection is cut without an answer; `processed`: after the service did the job, the answer alone is lost. */
  | { kind: 'close'; processed?: boolean }
  /** The service does the job and answers late. */
  | { kind: 'delay'; milliseconds: number }
  /** An HTTP status with a page that is not SOAP. */
  | { kind: 'http'; status: number }
  /** HTTP 200 with an envelope cut in the middle. */
  | { kind: 'malformed' }
  /**
   * HTTP 200 with this canonical answer, written in the names of the contract and put in a sound envelope, whatever the schema says of it:
   * an answer that the real service has been seen to give.
   */
  | { kind: 'reply'; code: string; value: unknown; disorder?: Disorder }

/** Subcode of the documented faults of a service that is out of reach; they are `Receiver` faults (tlsi-ins fault schema; docs/sources.md). */
const UNAVAILABLE = 'siram_40'

export function refusalOf({ subcode, code, message, side, severity }: Extract<Injection, { kind: 'refusal' }>): RefusalDetail {
  return { side: side ?? (subcode === UNAVAILABLE ? 'Receiver' : 'Sender'), subcode, code, message, severity: severity ?? 'fatale' }
}

/** The code under which the journal keeps an injection. */
export function codeOf(injection: Injection): string {
  switch (injection.kind) {
    case 'refusal':
      return injection.code
    case 'close':
      return injection.processed ? 'SIM-REPONSE-PERDUE' : 'SIM-COUPURE'
    case 'delay':
      return 'SIM-DELAI'
    case 'http':
      return `SIM-HTTP-${injection.status}`
    case 'malformed':
      return 'SIM-MAL-FORME'
    case 'reply':
      return injection.code
  }
}

/** Injections to come, per operation, in the order they were asked for. */
export class InjectionQueue {
  readonly #waiting = new Map<string, { injection: Injection; left: number }[]>()

  add(operation: string, injection: Injection, count: number): void {
    if (!Number.isInteger(count) || count < 1) throw new RangeError(`an injection serves at least once, got ${count}`)
    this.#waiting.set(operation, [...(this.#waiting.get(operation) ?? []), { injection, left: count }])
  }

  clear(): void {
    this.#waiting.clear()
  }

  /** Injections to come: operation, code, calls left. */
  waiting(): { operation: string; code: string; left: number }[] {
    return [...this.#waiting].flatMap(([operation, queue]) => queue.map(({ injection, left }) => ({ operation, code: codeOf(injection), left })))
  }

  /** The injection that replaces this call's answer; each one serves as many times as it was asked for. */
  take(operation: string): Injection | undefined {
    const queue = this.#waiting.get(operation)
    const first = queue?.[0]
    if (!first) return undefined
    first.left -= 1
    if (first.left === 0) queue.shift()
    return first.injection
  }
}
