import { Builder } from 'xml2js'
import type { Finding, Readiness, RequirementVerdict, ScenarioVerdict } from '../../core/readiness.js'
import type { Attribution, Outcome } from '../../core/verdict.js'
import { ATTRIBUTION_LABELS, OUTCOME_LABELS } from '../labels.js'
import type { Renderer } from '../renderer.js'

/** The JUnit element that says an outcome; only a proven fault of what is tested is a `failure`. */
const ELEMENTS = { pass: undefined, fail: 'failure', error: 'error', skip: 'skipped', untested: 'skipped', omit: 'skipped', wait: 'skipped' } as const satisfies Record<
  Outcome,
  'failure' | 'error' | 'skipped' | undefined
>

interface Case {
  name: string
  classname: string
  milliseconds: number
  outcome: Outcome
  attribution?: Attribution | undefined
  reason: string
  /** Body of the failure or error. */
  details: string[]
  /** What is kept even when the case passes. */
  output: string[]
}

interface Suite {
  name: string
  cases: Case[]
}

export default {
  extension: 'xml',
  file: 'junit.xml',
  describe: 'Résultat au format JUnit, pour l’intégration continue',
  render(readiness) {
    const suites = [requirementSuite(readiness), ...scenarioSuites(readiness)]
    const builder = new Builder({ rootName: 'testsuites', xmldec: { version: '1.0', encoding: 'UTF-8' } })
    return `${builder.buildObject(suitesElement(readiness, suites))}\n`
  },
} satisfies Renderer

function requirementSuite({ requirements }: Readiness): Suite {
  return {
    name: 'Exigences',
    cases: requirements.map((requirement) => ({
      name: `${requirement.id} — ${requirement.statement}`,
      classname: `exigences.${requirement.source.document}`,
      milliseconds: 0,
      ...verdictOf(requirement),
      details: requirement.contributions.filter(({ outcome }) => outcome === requirement.outcome).flatMap(({ scenario, findings }) => [`Scénario ${scenario}`, ...findings.map(findingLine)]),
      output: [],
    })),
  }
}

const findingLine = ({ code, message, at, seq }: Finding): string =>
  `  ${code} : ${message}${at === undefined ? '' : ` (où : ${at})`}${seq === undefined ? '' : ` [journal, rang ${seq}]`}`

/** One suite per feature and profile, in the order of the run. */
function scenarioSuites({ scenarios, requirements }: Readiness): Suite[] {
  const findings = findingsByScenario(requirements)
  const suites = new Map<string, Suite>()
  for (const scenario of scenarios) {
    const name = `${scenario.feature} (${scenario.profile})`
    const suite = suites.get(name) ?? { name, cases: [] }
    suites.set(name, suite)
    suite.cases.push(scenarioCase(scenario, findings.get(scenario.id) ?? []))
  }
  return [...suites.values()]
}

function findingsByScenario(requirements: readonly RequirementVerdict[]): Map<string, string[]> {
  const lines = new Map<string, string[]>()
  for (const { id, contributions } of requirements) {
    for (const { scenario, findings } of contributions) lines.set(scenario, [...(lines.get(scenario) ?? []), ...findings.map((finding) => `${id}${findingLine(finding)}`)])
  }
  return lines
}

function scenarioCase(scenario: ScenarioVerdict, findings: string[]): Case {
  const { name, uri, line, feature, profile, milliseconds, attempts } = scenario
  const retries = attempts.length > 1 ? attempts.map(({ attempt, outcome, reason }) => `Tentative ${attempt} : ${OUTCOME_LABELS[outcome].text}. ${reason}`) : []
  return { name, classname: `${feature}.${profile}`, milliseconds, ...verdictOf(scenario), details: [`${uri}:${line}`, ...findings], output: retries }
}

const verdictOf = ({ outcome, attribution, reason }: ScenarioVerdict | RequirementVerdict): Pick<Case, 'outcome' | 'attribution' | 'reason'> => ({ outcome, attribution, reason })

function suitesElement(readiness: Readiness, suites: readonly Suite[]): object {
  const { software, campaign } = readiness
  const all = suites.flatMap(({ cases }) => cases)
  return {
    $: attributes({ name: `${software.name} ${software.version}`, ...totals(all), time: seconds(elapsed(all)) }),
    testsuite: suites.map(({ name, cases }) => ({
      $: attributes({ name, ...totals(cases), skipped: count(cases, 'skipped'), time: seconds(elapsed(cases)), timestamp: campaign.startedAt }),
      properties: { property: properties(readiness) },
      testcase: cases.map(caseElement),
    })),
  }
}

const count = (cases: readonly Case[], element: 'failure' | 'error' | 'skipped'): string => String(cases.filter(({ outcome }) => ELEMENTS[outcome] === element).length)

const totals = (cases: readonly Case[]): Record<string, string> => ({ tests: String(cases.length), failures: count(cases, 'failure'), errors: count(cases, 'error') })

const elapsed = (cases: readonly Case[]): number => cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0)

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)

/** Repeated in every suite: the schema that Jenkins applies has no place for them above. */
function properties({ decision, exitCode, software, campaign, bench, scope }: Readiness): object[] {
  const values: Record<string, string> = {
    decision,
    'code-de-sortie': String(exitCode),
    editeur: software.editor,
    logiciel: software.name,
    version: software.version,
    profils: scope.profiles.join(', '),
    package: scope.packageVersion,
    pack: scope.pack,
    campagne: campaign.id,
    complete: campaign.complete ? 'oui' : 'non',
    graine: campaign.seed,
    'date-virtuelle': campaign.virtualDate ?? 'horloge réelle',
    suite: campaign.suite,
    'tete-du-journal': campaign.journalHead,
    banc: `${bench.name} ${bench.version}`,
  }
  return Object.entries(values).map(([name, value]) => ({ $: attributes({ name, value }) }))
}

function caseElement({ name, classname, milliseconds, outcome, attribution, reason, details, output }: Case): object {
  const element = ELEMENTS[outcome]
  const type = attribution === undefined ? OUTCOME_LABELS[outcome].text : `${OUTCOME_LABELS[outcome].text} (${ATTRIBUTION_LABELS[attribution].text})`
  return {
    $: attributes({ name, classname, time: seconds(milliseconds) }),
    ...(element === undefined ? {} : { [element]: { $: attributes({ message: reason, type }), ...(details.length > 0 && element !== 'skipped' ? { _: xmlText(details.join('\n')) } : {}) } }),
    ...(output.length === 0 ? {} : { 'system-out': xmlText(output.join('\n')) }),
  }
}

const attributes = (values: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, xmlText(value)]))

/** XML 1.0 has no way to write most control characters, nor half surrogates: one of them would cost the whole file. */
const xmlText = (text: string): string => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
