import type { Attribution } from './verdict.js'

/** What the real service would answer instead of doing the job (docs: domain of the TLSi frame, SOAP Fault + `siram:Erreur`). */
export interface RefusalDetail {
  /** SOAP 1.2 role of the fault: who has to change something. */
  side: 'Sender' | 'Receiver'
  /** `siram_NN` when documented, `SIM-…` when ours. */
  subcode: string
  /** `desir_NNN`, `insi_NNN`, `FASIBEN` when documented, `SIM-…` when ours. */
  code: string
  severity: 'information' | 'avertissement' | 'erreur' | 'fatale' | 'fatal'
  /** French text shown to the user of the software. */
  message: string
  /** HTTP status of the answer; the documented faults all travel with 500. */
  status?: number
}

export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(readonly detail: RefusalDetail) {
    super(detail.message)
  }
}

export interface SchemaIssue {
  message: string
  /** XPath or JSON pointer. */
  at?: string
  line?: number
}

/** The message does not have the shape its contract asks for. */
export class SchemaViolation extends Error {
  override readonly name = 'SchemaViolation'
  constructor(
    readonly subject: string,
    readonly issues: readonly SchemaIssue[],
  ) {
    super(`${subject} : ${issues.map((issue) => issue.message).join(' ; ')}`)
  }
}

export interface Diagnosis {
  /** One French sentence: what happened. */
  what: string
  expected?: string
  received?: string
  /** File and line, URL, field. */
  where?: string
  /** What the reader can do next. */
  next?: string
}

/** A fault around the software under test, named with its owner; the CLI prints it without a stack trace. */
export class Incident extends Error {
  override readonly name = 'Incident'
  constructor(
    readonly attribution: Attribution,
    readonly diagnosis: Diagnosis,
    options?: ErrorOptions,
  ) {
    super(diagnosis.what, options)
  }
}

/** The command line itself is wrong (exit code 64). */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Renders a diagnosis the way every part of the bench shows one. */
export function explain({ what, expected, received, where, next }: Diagnosis): string {
  return [
    what,
    expected === undefined ? [] : `  attendu : ${expected}`,
    received === undefined ? [] : `  reçu : ${received}`,
    where === undefined ? [] : `  où : ${where}`,
    next === undefined ? [] : `  que faire : ${next}`,
  ]
    .flat()
    .join('\n')
}

/** The message of anything thrown. */
export const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
