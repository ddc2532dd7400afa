import type { JournalRecord } from '../core/exchange.js'
import type { JournalReading } from '../core/journal.js'
import type { Anomaly } from '../core/readiness.js'
import type { Attribution } from '../core/verdict.js'

const UNCLAIMED = {
  'no-session': 'un appel est arrivé sans nom de session',
  'unknown-session': 'un appel vise une session inconnue du banc',
  'closed-session': 'un appel est arrivé après la fermeture de sa session',
} as const

/** A message that was fetched holds what the software had sent: it was counted then. */
const masked = (record: JournalRecord): number => (record.type === 'exchange' || record.type === 'unclaimed' ? (record.request.body.masked ?? 0) : 0)

/** A campaign that an incident stopped belongs to the owner of the incident; otherwise somebody asked for its end. */
function ownerOfEnd(records: readonly JournalRecord[]): Attribution {
  const last = records.filter((record) => record.type === 'incident').findLast((incident) => incident.scenario === undefined)
  return last?.attribution ?? 'configuration'
}

/** What a reader has to know besides the verdicts: traffic nobody claims, real-looking data, faults around the run. */
export function anomaliesOf({ records, torn }: JournalReading): Anomaly[] {
  const anomalies: Anomaly[] = []
  for (const record of records) {
    if (record.type === 'unclaimed') {
      const scenario = record.scenario === undefined ? '' : ` (scénario ${record.scenario})`
      anomalies.push({ kind: 'trafic-sans-session', attribution: 'logiciel', message: `${UNCLAIMED[record.reason]}${scenario} : ${record.request.method} ${record.request.path}`, seq: record.seq })
    }
    if (masked(record) > 0) {
      anomalies.push({
        kind: 'donnees-reelles',
        attribution: 'configuration',
        message: `${masked(record)} identité(s) hors de la population de test ont été masquées avant d’être écrites : le logiciel est-il essayé avec de vrais patients ?`,
        seq: record.seq,
      })
    }
    if (record.type === 'incident') anomalies.push({ kind: record.code, attribution: record.attribution, message: record.message, seq: record.seq })
    if (record.type === 'campaign-end' && record.status === 'interrupted') {
      anomalies.push({ kind: 'campagne-interrompue', attribution: ownerOfEnd(records), message: record.message ?? 'la campagne a été interrompue', seq: record.seq })
    }
  }
  if (!records.some((record) => record.type === 'campaign-end')) {
    anomalies.push({ kind: 'campagne-inachevee', attribution: 'banc', message: 'le journal s’arrête sans fin de campagne : le banc a été arrêté brutalement' })
  }
  if (torn !== undefined) anomalies.push({ kind: 'ligne-coupee', attribution: 'banc', message: `la dernière ligne du journal est coupée (${torn.length} caractères mis de côté)` })
  return anomalies
}
