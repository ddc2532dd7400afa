import pc from 'picocolors'
import type { Readiness, RequirementVerdict } from '../core/readiness.js'
import { OUTCOMES, type Decision, type Outcome } from '../core/verdict.js'
import { ATTRIBUTION_LABELS, DECISION_LABELS, OUTCOME_LABELS } from '../reports/labels.js'

const DECISION_COLOURS = { prete: pc.green, 'non-prete': pc.red, indeterminee: pc.yellow } as const satisfies Record<Decision, unknown>

const paint = (outcome: Outcome): ((text: string) => string) => (outcome === 'pass' || outcome === 'omit' ? pc.green : outcome === 'fail' || outcome === 'error' ? pc.red : pc.yellow)

function requirementLines(requirement: RequirementVerdict): string[] {
  const owner = requirement.attribution ? ` [${ATTRIBUTION_LABELS[requirement.attribution].text}]` : ''
  const line = `  ${paint(requirement.outcome)(OUTCOME_LABELS[requirement.outcome].text.padEnd(14))} ${requirement.id.padEnd(20)} ${requirement.statement}${owner}`
  return requirement.outcome === 'pass' || requirement.outcome === 'omit' ? [line] : [line, `  ${' '.repeat(14)} ${pc.dim(requirement.reason)}`]
}

/** What was left out of the campaign is counted, not listed: the report lists it. */
const isTold = ({ outcome, contributions }: RequirementVerdict): boolean => outcome !== 'untested' || contributions.length > 0

/** What a person reads at the end of a campaign: a verdict per requirement, the decision, and where everything is. */
export function summaryLines(readiness: Readiness, files: readonly string[]): string[] {
  const { requirements, anomalies, decision, reasons, exitCode, counts } = readiness
  const ordered = [...requirements].filter(isTold).sort((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome))
  const untold = requirements.length - ordered.length
  const tally = OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => `${counts[outcome]} ${OUTCOME_LABELS[outcome][counts[outcome] > 1 ? 'plural' : 'text']}`)
  return [
    '',
    'Exigences',
    ...ordered.flatMap(requirementLines),
    ...(untold > 0 ? [pc.dim(`  et ${untold} exigence(s) que cette campagne n’a pas jouée(s) : voir le rapport`)] : []),
    ...(anomalies.length > 0 ? ['', pc.yellow('Anomalies'), ...anomalies.map((anomaly) => `  ${anomaly.kind} [${anomaly.attribution}] ${anomaly.message}`)] : []),
    '',
    tally.join(' · '),
    `Décision : ${DECISION_COLOURS[decision](DECISION_LABELS[decision].text.toUpperCase())} (code de sortie ${exitCode})`,
    ...reasons.map((reason) => `  ${reason}`),
    ...(files.length > 0 ? ['', 'Écrit :', ...files.map((file) => `  ${file}`)] : []),
  ]
}
