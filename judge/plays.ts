import type { JournalRecord, PlannedScenario } from '../core/exchange.js'
import type { Attribution, Outcome } from '../core/verdict.js'

/** One attempt at one scenario: its slice of the journal. */
export interface Play {
  planned: PlannedScenario
  attempt: number
  /** In the order of the journal; incidents of the whole run that happened while the scenario was open are included. */
  records: JournalRecord[]
}

const isScenarioStart = (record: JournalRecord): record is Extract<JournalRecord, { type: 'scenario' }> => record.type === 'scenario'

/** Whether a line of the journal tells of a scenario that is being played; incidents of the whole run tell of every one. */
export const concerns = (record: JournalRecord, scenario: string): boolean =>
  'scenario' in record && record.scenario !== undefined ? record.scenario === scenario : record.type === 'incident' && (record.open ?? []).includes(scenario)

/** Cuts a journal into plays, by scenario; attempts stay in their order. */
export function playsOf(plan: readonly PlannedScenario[], records: readonly JournalRecord[]): Map<string, Play[]> {
  const plays = new Map<string, Play[]>(plan.map((planned) => [planned.id, []]))
  const planned = new Map(plan.map((entry) => [entry.id, entry]))
  const current = (id: string): Play | undefined => plays.get(id)?.at(-1)
  for (const record of records) {
    if (isScenarioStart(record)) {
      const entry = planned.get(record.scenario)
      if (entry) plays.get(record.scenario)!.push({ planned: entry, attempt: record.attempt, records: [record] })
    } else if ('scenario' in record && record.scenario !== undefined) {
      current(record.scenario)?.records.push(record)
    } else if (record.type === 'incident') {
      for (const id of record.open ?? []) current(id)?.records.push(record)
    }
  }
  return plays
}

export interface Cause {
  outcome: Outcome
  attribution: Attribution
  message: string
  seq?: number
}

const fromAttribution = (attribution: Attribution): Outcome => (attribution === 'banc' ? 'error' : 'skip')

/** What stopped a play before its last step, read from its slice; undefined when it went to its end. */
export function stopCause({ records }: Play): Cause | undefined {
  const end = records.findLast((record) => record.type === 'scenario-end')
  if (end?.status === 'complete') return undefined
  const decisive = records.findLast((record) => record.type === 'incident' || (record.type === 'driver' && record.reponse !== 'fait'))
  if (decisive?.type === 'incident') {
    return { outcome: fromAttribution(decisive.attribution), attribution: decisive.attribution, message: decisive.message, seq: decisive.seq }
  }
  if (decisive?.type === 'driver' && decisive.reponse === 'enPanne') {
    return { outcome: 'skip', attribution: 'logiciel', message: `le logiciel est tombé en panne sur l’action « ${decisive.verb} »`, seq: decisive.seq }
  }
  if (decisive?.type === 'driver') {
    return { outcome: 'skip', attribution: 'configuration', message: `le logiciel déclare ne pas prendre en charge l’action « ${decisive.verb} », que la session ne décline pas`, seq: decisive.seq }
  }
  if (!end) return { outcome: 'untested', attribution: 'configuration', message: 'la campagne a été interrompue avant la fin du scénario' }
  return { outcome: 'error', attribution: 'banc', message: 'le scénario s’est arrêté sans que le journal en dise la raison', seq: end.seq }
}
