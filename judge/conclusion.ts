import type { IncidentRecord } from '../core/exchange.js'
import type { Anomaly, Readiness, RequirementVerdict, ScenarioVerdict } from '../core/readiness.js'
import { decide, OUTCOMES, type Decision, type Outcome } from '../core/verdict.js'
import type { Pack } from '../schemas/pack.js'

type Conclusion = Pick<Readiness, 'decision' | 'reasons' | 'exitCode' | 'counts' | 'requirements' | 'scenarios' | 'anomalies' | 'notices'>

const COUNTED: Record<Exclude<Outcome, 'pass' | 'omit'>, (count: number) => string> = {
  fail: (count) => `${count} exigence(s) obligatoire(s) non conforme(s)`,
  error: (count) => `${count} exigence(s) obligatoire(s) non jugée(s) : le banc a échoué`,
  wait: (count) => `${count} exigence(s) obligatoire(s) attendent une personne`,
  skip: (count) => `${count} exigence(s) obligatoire(s) n’ont pas pu être évaluées`,
  untested: (count) => `${count} exigence(s) obligatoire(s) non testée(s)`,
}

function reasonsOf(requirements: readonly RequirementVerdict[], decision: Decision): string[] {
  const mandatory = requirements.filter((requirement) => requirement.strength === 'obligatoire')
  if (decision === 'prete') return [`les ${mandatory.length} exigences obligatoires du périmètre déclaré sont conformes ou non applicables`]
  if (mandatory.length === 0) return ['le périmètre déclaré ne contient aucune exigence obligatoire']
  return (Object.keys(COUNTED) as (keyof typeof COUNTED)[])
    .map((outcome) => ({ outcome, ids: mandatory.filter((requirement) => requirement.outcome === outcome).map((requirement) => requirement.id) }))
    .filter(({ ids }) => ids.length > 0)
    .map(({ outcome, ids }) => `${COUNTED[outcome](ids.length)} : ${ids.slice(0, 8).join(', ')}${ids.length > 8 ? '…' : ''}`)
}

/** Exit code of an indeterminate run, by cause: the bench's own error, then configuration or network, then the rest. */
function indeterminateCode(requirements: readonly RequirementVerdict[], scenarios: readonly ScenarioVerdict[], incidents: readonly IncidentRecord[]): 2 | 3 | 4 {
  const stopped = [...[...requirements, ...scenarios].filter(({ outcome }) => outcome === 'error' || outcome === 'skip'), ...incidents]
  if (stopped.some(({ attribution }) => attribution === 'banc')) return 4
  if (stopped.some(({ attribution }) => attribution === 'configuration' || attribution === 'reseau')) return 3
  return 2
}

const noticesOf = (pack: Pack, unplayed: readonly string[], deposable: string): string[] => [
  'preserie n’est pas un produit officiel de la CNAM ni du CNDA ; ce rapport ne vaut ni autorisation ni agrément.',
  deposable,
  ...(pack.confidence === 'suppose'
    ? [`Le contrat d’échange « ${pack.title} » (pack ${pack.name} ${pack.version}) est supposé : ses noms, ses espaces urn:preserie: et ses codes SIM- ne sont pas ceux des documents officiels.`]
    : []),
  ...(unplayed.length > 0 ? [`Cette version du banc ne joue pas ${unplayed.length} exigence(s) du périmètre, pour la raison datée que donne chacune : ${unplayed.join(', ')}.`] : []),
  'Les exigences de confiance « supposé » sont la lecture du banc là où les sources publiques se taisent.',
]

/** Puts the verdicts together: counts, decision, exit code. The table is documented in docs/verdicts.md. */
export function conclude(
  requirements: RequirementVerdict[],
  scenarios: ScenarioVerdict[],
  incidents: IncidentRecord[],
  anomalies: Anomaly[],
  pack: Pack,
  unplayed: readonly string[],
  deposable: string,
): Conclusion {
  const decision = decide(requirements)
  const byOutcome = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, requirements.filter((requirement) => requirement.outcome === outcome).length])) as Record<Outcome, number>
  const passed = requirements.filter((requirement) => requirement.outcome === 'pass')
  return {
    decision,
    reasons: reasonsOf(requirements, decision),
    exitCode: decision === 'prete' ? 0 : decision === 'non-prete' ? 1 : indeterminateCode(requirements, scenarios, incidents),
    counts: {
      ...byOutcome,
      automatique: passed.filter((requirement) => requirement.origin === 'automatique').length,
      attestee: passed.filter((requirement) => requirement.origin === 'attestee').length,
    },
    requirements,
    scenarios,
    anomalies,
    notices: noticesOf(pack, unplayed, deposable),
  }
}
