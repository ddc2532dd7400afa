import type { Attribution, Decision, Origin, Outcome, Strength } from './verdict.js'
import type { Scope, SoftwareIdentity } from './exchange.js'

/** One reason, with the place that proves it. */
export interface Finding {
  /** Stable and greppable: `<check>` or `<check>/<detail>`. */
  code: string
  /** French: what was expected, what was received. */
  message: string
  /** XPath, JSON pointer or field path. */
  at?: string
  /** Line of the journal that proves it. */
  seq?: number
}

/** What one scenario says of one requirement. */
export interface Contribution {
  scenario: string
  outcome: Outcome
  attribution?: Attribution
  findings: Finding[]
  /** Names of the checks that were evaluated. */
  checks: string[]
  /** Lines of the journal that were looked at. */
  evidence: number[]
}

export interface RequirementVerdict {
  id: string
  statement: string
  strength: Strength
  source: { document: string; section: string; confidence: 'documente' | 'suppose' }
  outcome: Outcome
  /** Present on every outcome that is neither pass nor omit. */
  attribution?: Attribution
  /** Present on every pass. */
  origin?: Origin
  /** French sentence: why this outcome. */
  reason: string
  contributions: Contribution[]
}

export interface ScenarioVerdict {
  id: string
  feature: string
  name: string
  uri: string
  line: number
  profile: string
  tags: string[]
  outcome: Outcome
  attribution?: Attribution
  reason: string
  attempts: { attempt: number; outcome: Outcome; reason: string }[]
  milliseconds: number
  exchanges: { seq: number; operation: string; status: number; result: string }[]
}

export interface Anomaly {
  kind: string
  attribution: Attribution
  message: string
  seq?: number
}

/** The one stable result: renderers, the exit code and other tools read it and compute no verdict. */
export interface Readiness {
  format: 'urn:preserie:readiness:1'
  /** Wall clock of the judgement; the only field that two judgements of the same evidence do not share. */
  generatedAt: string
  bench: { name: string; version: string }
  campaign: { id: string; seed: string; virtualDate: string | null; startedAt: string; endedAt: string; complete: boolean; suite: string; journalHead: string }
  software: SoftwareIdentity
  scope: Scope
  decision: Decision
  /** French sentences: what decided. */
  reasons: string[]
  /** 0 ready, 1 not ready, 2 indeterminate, 3 configuration or network, 4 the bench's own error. */
  exitCode: 0 | 1 | 2 | 3 | 4
  counts: Record<Outcome, number> & { automatique: number; attestee: number }
  requirements: RequirementVerdict[]
  scenarios: ScenarioVerdict[]
  anomalies: Anomaly[]
  /** What the reader must know before trusting the result: not an official product, which facts are assumed. */
  notices: string[]
}
