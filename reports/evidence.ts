import type { JournalReading } from '../core/journal.js'
import type { EvidenceSource } from './renderer.js'

/**
 * The evidence of a journal that was read back. A body that is missing or altered is told in its place by the renderer
 * (`undefined`) instead of costing the reader the whole report: refusing such a bundle is the job of `verify`.
 */
export function journalEvidence({ records, readBody }: Pick<JournalReading, 'records' | 'readBody'>): EvidenceSource {
  return {
    record: (seq) => records[seq],
    body(ref) {
      try {
        return readBody(ref).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}
