import pc from 'picocolors'
import type { Readiness, RequirementVerdict } from '../core/readiness.js'
import { OUTCOMES, type Decision, type Outcome } from '../core/verdict.js'

const WORDS = {
  pass: 'conforme',
  omit: 'non applicable',
  untested: 'non testée',
  skip: 'non évaluée',
  wait: 'en attente',
  error: 'banc en erreur',
  fail: 'non conforme',
} as const satisfies Record<Outcome, string>

const DECISION = {
  prete: pc.green('PRÊT pour la présérie'),
  'non-prete': pc.red('NON PRÊT'),
  indeterminee: pc.yellow('INDÉTERMINÉ'),
} as const satisfies Record<Decision, string>

const paint = (outcome: Outcome): ((text: string) => string) => (outcome === 'pass' || outcome === 'omit' ? pc.green : outcome === 'fail' || outcome === 'error' ? pc.red : pc.yellow)

function requirementLines(requirement: RequirementVerdict): string[] {
  const owner = requirement.attribution ? ` [${requirement.attribution}]` : ''
  const line = `  ${paint(requirement.outcome)(WORDS[requirement.outcome].padEnd(14))} ${requirement.id.padEnd(20)} ${requirement.statement}${owner}`
  return requirement.outcome === 'pass' || requirement.outcome === 'omit' ? [line] : [line, `  ${' '.repeat(14)} ${pc.dim(requirement.reason)}`]
}

/** What was left out of the campaign is counted, not listed: the report lists it. */
const isTold = ({ outcome, contributions }: RequirementVerdict): boolean => outcome !== 'untested' || contributions.length > 0

/** What a person reads at the end of a campaign: a verdict per requirement, the decision, and where everything is. */
export function summaryLines(readiness: Readiness, files: readonly string[]): string[] {
  const { requirements, anomalies, decision, reasons, exitCode, counts } = readiness
  const ordered = [...requirements].filter(isTold).sort((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome))
  const untold = requirements.length - ordered.length
  const tally = OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => `${counts[outcome]} ${WORDS[outcome]}`)
  return [
    '',
    'Exigences',
    ...ordered.flatMap(requirementLines),
    ...(untold > 0 ? [pc.dim(`  et ${untold} exigence(s) que cette campagne n’a pas jouée(s) : voir le rapport`)] : []),
    ...(anomalies.length > 0 ? ['', pc.yellow('Anomalies'), ...anomalies.map((anomaly) => `  ${anomaly.kind} [${anomaly.attribution}] ${anomaly.message}`)] : []),
    '',
    tally.join(' · '),
    `Décision : ${DECISION[decision]} (code de sortie ${exitCode})`,
    ...reasons.map((reason) => `  ${reason}`),
    '',
    'Écrit :',
    ...files.map((file) => `  ${file}`),
  ]
}
