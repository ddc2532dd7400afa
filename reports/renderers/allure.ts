import { createHash } from 'node:crypto'
import type { BodyRef } from '../../core/exchange.js'
import type { Contribution, Finding, Readiness, RequirementVerdict, ScenarioVerdict } from '../../core/readiness.js'
import { isPositive, type Attribution, type Outcome } from '../../core/verdict.js'
import { ATTRIBUTION_LABELS, OUTCOME_LABELS } from '../labels.js'
import type { EvidenceSource } from '../renderer.js'

export type AllureStatus = 'passed' | 'failed' | 'broken' | 'skipped' | 'unknown'

/** The words of Allure for our closed set: `broken` is a fault that is not the software's. */
const STATUSES = { pass: 'passed', fail: 'failed', error: 'broken', skip: 'skipped', omit: 'skipped', wait: 'skipped', untested: 'unknown' } as const satisfies Record<
  Outcome,
  AllureStatus
>

export interface AllureAttachment {
  name: string
  source: string
  type: string
}

export interface AllureStep {
  name: string
  status: AllureStatus
  statusDetails: { message?: string; trace?: string; flaky?: boolean }
  stage: 'finished'
  start: number
  stop: number
  steps: AllureStep[]
  attachments: AllureAttachment[]
  parameters: { name: string; value: string }[]
}

/** One test of allure-results: one scenario played under one profile, its steps being what it says of each requirement. */
export interface AllureResult extends AllureStep {
  uuid: string
  historyId: string
  testCaseId: string
  fullName: string
  description: string
  labels: { name: string; value: string }[]
}

/** Every file of an allure-results folder, by name; the same result gives the same files. */
export function allureFiles(readiness: Readiness, evidence?: EvidenceSource): Map<string, string> {
  const files = new Map<string, string>()
  const said = contributionsByScenario(readiness.requirements)
  for (const scenario of readiness.scenarios) {
    const result = allureResult(readiness, scenario, said.get(scenario.id) ?? [], attacher(files, evidence))
    files.set(`${result.uuid}-result.json`, `${JSON.stringify(result, null, 2)}\n`)
  }
  files.set('environment.properties', environment(readiness))
  files.set('categories.json', `${JSON.stringify(CATEGORIES, null, 2)}\n`)
  return files
}

interface Said {
  requirement: RequirementVerdict
  contribution: Contribution
}

function contributionsByScenario(requirements: readonly RequirementVerdict[]): Map<string, Said[]> {
  const said = new Map<string, Said[]>()
  for (const requirement of requirements) {
    for (const contribution of requirement.contributions) {
      const known = said.get(contribution.scenario)
      if (known) known.push({ requirement, contribution })
      else said.set(contribution.scenario, [{ requirement, contribution }])
    }
  }
  return said
}

type Attach = (seq: number) => AllureAttachment[]

function allureResult({ campaign, software, scope }: Readiness, scenario: ScenarioVerdict, said: readonly Said[], attach: Attach): AllureResult {
  const identity = `${scenario.id}\n${scenario.profile}`
  const start = startOf(campaign.startedAt)
  const mandatory = said.some(({ requirement }) => requirement.strength === 'obligatoire')
  return {
    uuid: uuidOf(`${campaign.id}\n${identity}`),
    historyId: digest(identity),
    testCaseId: digest(scenario.id),
    fullName: `${scenario.uri}:${scenario.line} (${scenario.profile})`,
    name: scenario.name,
    description: scenario.reason,
    status: STATUSES[scenario.outcome],
    statusDetails: { ...details(scenario.outcome, scenario.attribution, scenario.reason), ...retries(scenario) },
    stage: 'finished',
    start,
    stop: start + Math.round(scenario.milliseconds),
    labels: [
      label('epic', `${software.name} ${software.version}`),
      label('feature', scenario.feature),
      label('parentSuite', `Profil ${scenario.profile}`),
      label('suite', scenario.feature),
      label('severity', mandatory ? 'critical' : 'normal'),
      label('language', 'fr'),
      label('framework', 'preserie'),
      ...scenario.tags.map((tag) => label('tag', tag.replace(/^@/, ''))),
    ],
    parameters: [parameter('profil', scenario.profile), parameter('package', scope.packageVersion)],
    attachments: [],
    steps: said.map((one) => contributionStep(one, start, attach)),
  }
}

const label = (name: string, value: string): AllureResult['labels'][number] => ({ name, value })
const parameter = (name: string, value: string): AllureStep['parameters'][number] => ({ name, value })

/** The result only keeps durations: every scenario is drawn from the start of the campaign. */
function startOf(startedAt: string): number {
  const start = Date.parse(startedAt)
  return Number.isNaN(start) ? 0 : start
}

/** The attribution opens the message: the categories of the report sort on it. */
function details(outcome: Outcome, attribution: Attribution | undefined, reason: string): AllureStep['statusDetails'] {
  if (isPositive(outcome)) return outcome === 'omit' ? { message: `${OUTCOME_LABELS.omit.text} : ${reason}` } : {}
  return { message: `[${attribution === undefined ? 'non attribué' : ATTRIBUTION_LABELS[attribution].text}] ${OUTCOME_LABELS[outcome].text} : ${reason}` }
}

function retries({ attempts, outcome }: ScenarioVerdict): AllureStep['statusDetails'] {
  if (attempts.length < 2) return {}
  const trace = attempts.map(({ attempt, outcome: each, reason }) => `Tentative ${attempt} : ${OUTCOME_LABELS[each].text}. ${reason}`).join('\n')
  return { trace, flaky: outcome === 'pass' }
}

function contributionStep({ requirement, contribution }: Said, start: number, attach: Attach): AllureStep {
  const { outcome, attribution, findings, checks } = contribution
  const reason = findings.map(({ message }) => message).join(' ; ') || requirement.reason
  return {
    ...step(`${requirement.id} — ${requirement.statement}`, outcome, start),
    statusDetails: details(outcome, attribution, reason),
    parameters: checks.length > 0 ? [parameter(checks.length > 1 ? 'contrôles' : 'contrôle', checks.join(', '))] : [],
    steps: findings.map((finding) => findingStep(finding, outcome, start, attach)),
  }
}

function findingStep({ code, message, at, seq }: Finding, outcome: Outcome, start: number, attach: Attach): AllureStep {
  return {
    ...step(`${code} : ${message}`, outcome, start),
    parameters: [...(at === undefined ? [] : [parameter('où', at)]), ...(seq === undefined ? [] : [parameter('rang du journal', String(seq))])],
    attachments: seq === undefined || isPositive(outcome) ? [] : attach(seq),
  }
}

const step = (name: string, outcome: Outcome, start: number): AllureStep => ({
  name, status: STATUSES[outcome], statusDetails: {}, stage: 'finished', start, stop: start, steps: [], attachments: [], parameters: [],
})

/** Copies the bodies that a line of the journal names, once each, as plain text so that nothing in them is interpreted. */
function attacher(files: Map<string, string>, evidence: EvidenceSource | undefined): Attach {
  if (evidence === undefined) return () => []
  return (seq) =>
    bodiesOf(evidence, seq).flatMap(({ name, ref }) => {
      const text = ref.bytes === 0 ? undefined : evidence.body(ref)
      if (text === undefined) return []
      const source = `${digest(ref.sha256)}-attachment.txt`
      files.set(source, text)
      return [{ name, source, type: 'text/plain' }]
    })
}

function bodiesOf(evidence: EvidenceSource, seq: number): { name: string; ref: BodyRef }[] {
  const record = evidence.record(seq)
  if (record?.type === 'exchange' || record?.type === 'unclaimed') {
    return [
      { name: `Requête, rang ${seq}`, ref: record.request.body },
      { name: `Réponse, rang ${seq}`, ref: record.reply.body },
    ]
  }
  if (record?.type !== 'driver') return []
  return [
    { name: `Demande au logiciel, rang ${seq}`, ref: record.params },
    { name: `Réponse du logiciel, rang ${seq}`, ref: record.answer },
  ]
}

const CATEGORIES = [
  ...Object.values(ATTRIBUTION_LABELS).map(({ text }) => ({ name: `À traiter : ${text}`, matchedStatuses: ['failed', 'broken', 'skipped', 'unknown'], messageRegex: `(?s)\\[${text}\\].*` })),
  { name: 'Non applicable', matchedStatuses: ['skipped'], messageRegex: `(?s)${OUTCOME_LABELS.omit.text}.*` },
]

function environment({ software, scope, campaign, bench, decision, exitCode }: Readiness): string {
  const values: Record<string, string> = {
    Decision: decision,
    'Code.de.sortie': String(exitCode),
    Editeur: software.editor,
    Logiciel: `${software.name} ${software.version}`,
    Profils: scope.profiles.join(', '),
    Package: `${scope.packageVersion} (${scope.pack})`,
    Campagne: campaign.id,
    Graine: campaign.seed,
    Suite: campaign.suite,
    Journal: campaign.journalHead,
    Banc: `${bench.name} ${bench.version}`,
  }
  return Object.entries(values).map(([name, value]) => `${name} = ${propertyText(value)}\n`).join('')
}

/** Java reads this format as Latin-1, with `\uXXXX` for everything else. */
const propertyText = (value: string): string =>
  value.replace(/[\r\n]+/g, ' ').replace(/\\/g, '\\\\').replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The shape of a UUID over a digest: two runs of the renderer name the same files. */
const uuidOf = (text: string): string => digest(text).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5')
