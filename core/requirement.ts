import type { Strength } from './verdict.js'

/** One requirement of the catalogue. It never says which scenario covers it: coverage is computed, both ways. */
export interface Requirement {
  /** As printed in its source, or ours with the prefix `PRE-`. */
  id: string
  statement: string
  strength: Strength
  profiles: string[]
  versions: ('V2' | 'V3')[]
  /** Authentication modes it is about; all of them when absent. In another mode it is omitted, never passed for want of trying. */
  authentications?: ('CPS' | 'CERTIFICAT_LOGICIEL' | 'PSC')[]
  source: {
    document: string
    section: string
    /** `documente`: the source says it; `suppose`: our reading where the source is silent. */
    confidence: 'documente' | 'suppose'
  }
  /** Why the requirement is ours, for ids that start with `PRE-`. */
  reason?: string
  /** The dated reason why no scenario reaches it. */
  not_tested?: { reason: string; date: string }
}
