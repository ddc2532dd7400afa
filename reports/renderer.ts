import type { BodyRef, JournalRecord } from '../core/exchange.js'
import type { Readiness } from '../core/readiness.js'

/** The proof behind a result, read only when a renderer shows it: a large journal is never loaded for a short report. */
export interface EvidenceSource {
  /** The line of the journal with this rank; `undefined` when the journal has none. */
  record(seq: number): JournalRecord | undefined
  /** The text of a body; `undefined` when it is missing or no longer matches its digest. */
  body(ref: BodyRef): string | undefined
}

/** One way to show a `Readiness`. A renderer computes no verdict: it orders, folds and words what the judge decided. */
export interface Renderer {
  /** Without the dot. */
  extension: string
  /** Name of the file it gives. */
  file: string
  /** French: what it is for. */
  describe: string
  render(readiness: Readiness, evidence?: EvidenceSource): string | Promise<string>
}
