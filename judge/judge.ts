import type { CampaignRecord, JournalRecord, PlannedScenario, QuestionRecord, Scope } from '../core/exchange.js'
import { Incident, messageOf } from '../core/errors.js'
import type { JournalReading } from '../core/journal.js'
import { jourDe } from '../core/prescription.js'
import { loadCalendrier, versionsDeposables } from '../schemas/calendrier.js'
import type { Contribution, Finding, Readiness, RequirementVerdict, ScenarioVerdict } from '../core/readiness.js'
import type { Requirement } from '../core/requirement.js'
import { aggregate, isPositive, type Attribution, type Outcome } from '../core/verdict.js'
import { Inconclusive, type Check, type Evidence } from '../validators/check.js'
import { NotObserved } from '../validators/observed.js'
import { anomaliesOf } from './anomalies.js'
import { readingOf, type PlayReading, type ReadBody } from './evidence.js'
import { playsOf, stopCause, type Cause, type Play } from './plays.js'
import { conclude } from './conclusion.js'
import { requirementOmission, scenarioOmission } from './omission.js'
import type { Suite } from './suite.js'

/** What one check says of one play. */
export interface CheckResult {
  check: string
  requirement: string
  outcome: Extract<Outcome, 'pass' | 'fail' | 'skip' | 'error'>
  attribution?: Attribution
  findings: Finding[]
}

const firstSeq = (seq: number | undefined): { seq: number } | object => (seq === undefined ? {} : { seq })

/** Evaluates one check. Whatever is thrown becomes an outcome; only a fault of the check itself is the bench's. */
export async function evaluate(name: string, check: Check, evidence: Evidence, args: Record<string, unknown>): Promise<CheckResult> {
  const result = (outcome: CheckResult['outcome'], findings: Finding[], attribution?: Attribution): CheckResult => ({
    check: name,
    requirement: check.requirement,
    outcome,
    findings: findings.map((finding) => ({ ...finding, code: `${name}/${finding.code}` })),
    ...(attribution ? { attribution } : {}),
  })
  try {
    const findings = await check.check(evidence, args)
    return findings.length === 0 ? result('pass', []) : result('fail', findings, 'logiciel')
  } catch (cause) {
    if (cause instanceof NotObserved) return result('fail', [cause.finding], 'logiciel')
    if (cause instanceof Inconclusive) {
      return result(cause.attribution === 'banc' ? 'error' : 'skip', [{ code: 'non-evaluable', message: cause.message, ...firstSeq(cause.seq) }], cause.attribution)
    }
    return result('error', [{ code: 'banc', message: `le contrôle a échoué : ${messageOf(cause)}` }], 'banc')
  }
}

/** The answer to a question asked in a play, from what came before it. */
export async function answerQuestion(reading: PlayReading, question: QuestionRecord & { seq: number }, suite: Suite): Promise<CheckResult> {
  const check = suite.checks[question.check]
  if (!check) {
    const message = `le scénario pose une question inconnue : « ${question.check} »`
    return { check: question.check, requirement: '', outcome: 'error', attribution: 'banc', findings: [{ code: 'question-inconnue', message }] }
  }
  return evaluate(question.check, check, reading.evidence(question.seq), question.args)
}

const applies = (check: Check, evidence: Evidence): boolean => {
  if (check.standing === undefined) return false
  if (check.standing === '*') return evidence.exchanges().length > 0
  return [...evidence.exchanges(), ...evidence.httpExchanges(), ...evidence.mailExchanges()].some(({ operation }) => check.standing!.includes(operation))
}

/** Every question of a play, then every standing check that its exchanges call for. */
async function resultsOf(play: Play, scope: Scope, suite: Suite, readBody: ReadBody): Promise<CheckResult[]> {
  const reading = readingOf(play, scope, suite.pack, readBody)
  const questions = play.records.filter((record) => record.type === 'question')
  const results: CheckResult[] = []
  for (const question of questions) results.push(await answerQuestion(reading, question, suite))
  const evidence = reading.evidence()
  if (play.records.some((record) => record.type === 'exchange')) {
    for (const [name, check] of Object.entries(suite.checks)) {
      if (applies(check, evidence)) results.push(await evaluate(name, check, evidence, {}))
    }
  }
  return results
}

const seqsOf = (findings: readonly Finding[], play: Play): number[] => {
  const own = play.records.filter((record) => record.type === 'exchange' || record.type === 'driver').map((record) => record.seq)
  return [...new Set([...findings.flatMap((finding) => finding.seq ?? []), ...own])].sort((a, b) => a - b)
}

const uniqueFindings = (findings: readonly Finding[]): Finding[] => [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()]

/** Owner of the outcome that decided. */
const ownerOf = (outcome: Outcome, parts: readonly { outcome: Outcome; attribution?: Attribution }[]): { attribution: Attribution } | object => {
  if (isPositive(outcome)) return {}
  return { attribution: parts.find((part) => part.outcome === outcome)?.attribution ?? 'configuration' }
}

/** What one play says of one requirement. */
function contribution(play: Play, results: readonly CheckResult[], cause: Cause | undefined): Contribution {
  const parts: { outcome: Outcome; attribution?: Attribution }[] = [...results, ...(cause ? [cause] : [])]
  const outcome = aggregate(parts.map((part) => part.outcome))
  const findings = uniqueFindings([
    ...results.flatMap((result) => result.findings),
    ...(cause ? [{ code: 'scenario/interrompu', message: cause.message, ...firstSeq(cause.seq) }] : []),
  ])
  return { scenario: play.planned.id, outcome, ...ownerOf(outcome, parts), findings, checks: [...new Set(results.map((result) => result.check))].sort(), evidence: seqsOf(findings, play) }
}

interface JudgedPlay {
  outcome: Outcome
  attribution?: Attribution
  reason: string
  contributions: Map<string, Contribution>
}

/** Judges one play: one contribution for each requirement it carries, and one for each other requirement that it breaks. */
async function judgePlay(play: Play, scope: Scope, suite: Suite, readBody: ReadBody): Promise<JudgedPlay> {
  const ids = new Set(suite.catalogue.map((requirement) => requirement.id))
  const cause = stopCause(play)
  const results = await resultsOf(play, scope, suite, readBody)
  const carried = play.planned.tags.filter((tag) => ids.has(tag))
  const broken = results.filter((result) => result.outcome === 'fail' || result.outcome === 'error').map((result) => result.requirement)
  const contributions = new Map<string, Contribution>()
  for (const id of new Set([...carried, ...broken])) {
    const own = results.filter((result) => result.requirement === id)
    const silent: Cause | undefined =
      own.length === 0 && !cause ? { outcome: 'error', attribution: 'banc', message: `le scénario porte l’exigence ${id} mais ne la vérifie pas` } : undefined
    contributions.set(id, contribution(play, own, carried.includes(id) ? (cause ?? silent) : undefined))
  }
  const unattached = results.filter((result) => !contributions.has(result.requirement) && !isPositive(result.outcome) && result.outcome !== 'skip')
  const parts = [...contributions.values(), ...unattached, ...(cause ? [cause] : [])]
  const outcome = aggregate(parts.map((part) => part.outcome))
  const decisive = parts.find((part) => part.outcome === outcome)
  const reason = isPositive(outcome) ? 'toutes les réponses sont positives' : reasonOf(decisive)
  return { outcome, ...ownerOf(outcome, parts), reason, contributions }
}

const reasonOf = (part: { findings?: readonly Finding[]; message?: string } | undefined): string => part?.findings?.[0]?.message ?? part?.message ?? 'raison inconnue'

const milliseconds = (records: readonly JournalRecord[]): number => (records.length === 0 ? 0 : Date.parse(records.at(-1)!.at) - Date.parse(records[0]!.at))

/** A scenario that was never played: omitted by a declaration, or simply not reached. */
function unplayed(planned: PlannedScenario, scope: Scope, { catalogue }: Suite): Cause {
  const omitted = scenarioOmission(planned, scope, catalogue)
  return omitted === undefined
    ? { outcome: 'untested', attribution: 'configuration', message: 'la campagne s’est arrêtée avant ce scénario' }
    : { outcome: 'omit', attribution: 'configuration', message: omitted }
}

interface JudgedScenario {
  verdict: ScenarioVerdict
  contributions: Map<string, Contribution>
}

async function judgeScenario(planned: PlannedScenario, plays: readonly Play[], scope: Scope, suite: Suite, readBody: ReadBody): Promise<JudgedScenario> {
  const { id, uri, line, name, feature, tags, profile } = planned
  const base = { id, feature, name, uri, line, profile, tags }
  const last = plays.at(-1)
  if (!last) {
    const { outcome, attribution, message } = unplayed(planned, scope, suite)
    const ids = suite.catalogue.map((requirement) => requirement.id).filter((requirement) => tags.includes(requirement))
    const nothing: Contribution = { scenario: id, outcome, ...(outcome === 'omit' ? {} : { attribution }), findings: [{ code: `scenario/${outcome}`, message }], checks: [], evidence: [] }
    return {
      verdict: { ...base, outcome, ...(outcome === 'omit' ? {} : { attribution }), reason: message, attempts: [], milliseconds: 0, exchanges: [] },
      contributions: new Map(ids.map((requirement) => [requirement, nothing])),
    }
  }
  const judged: JudgedPlay[] = []
  for (const play of plays) judged.push(await judgePlay(play, scope, suite, readBody))
  const { outcome, attribution, reason, contributions } = judged.at(-1)!
  const exchanges = last.records.flatMap((record) =>
    record.type === 'exchange'
      ? [{ seq: record.seq, operation: record.operation, status: record.reply.status, result: record.result.kind === 'refused' ? `refused ${record.result.code}` : record.result.kind }]
      : [],
  )
  return {
    verdict: {
      ...base,
      outcome,
      ...(attribution ? { attribution } : {}),
      reason,
      attempts: judged.map((play, index) => ({ attempt: plays[index]!.attempt, outcome: play.outcome, reason: play.reason })),
      milliseconds: milliseconds(last.records),
      exchanges,
    },
    contributions,
  }
}

const inScope = (requirement: Requirement, scope: Scope): boolean =>
  requirement.versions.includes(scope.packageVersion) && requirement.profiles.some((profile) => scope.profiles.includes(profile))

/** Why a requirement is not judged at all: another authentication mode was declared, or no scenario can reach it. */
function setAside(requirement: Requirement, scope: Scope, contributions: readonly Contribution[]): string | undefined {
  const { not_tested: reason } = requirement
  const omitted = requirementOmission(requirement, scope)
  if (omitted !== undefined) return omitted
  return contributions.length === 0 && reason ? `non jouable (${reason.date}) : ${reason.reason}` : undefined
}

function requirementVerdict(requirement: Requirement, scope: Scope, played: readonly Contribution[]): RequirementVerdict {
  const { id, statement, strength, source } = requirement
  const aside = setAside(requirement, scope, played)
  const contributions = aside === undefined ? played : []
  const outcome: Outcome = aside === undefined ? aggregate(contributions.map((part) => part.outcome)) : 'omit'
  const decisive = contributions.find((part) => part.outcome === outcome)
  const reasons: Partial<Record<Outcome, string>> = {
    pass: `vérifiée par ${contributions.filter((part) => part.outcome === 'pass').length} scénario(s)`,
    omit: aside ?? reasonOf(decisive),
  }
  return {
    id,
    statement,
    strength,
    source,
    outcome,
    ...ownerOf(outcome, contributions),
    ...(outcome === 'pass' ? { origin: 'automatique' as const } : {}),
    reason: reasons[outcome] ?? (contributions.length === 0 ? 'aucun scénario joué ne la couvre' : reasonOf(decisive)),
    contributions: [...contributions],
  }
}

const campaignOf = (records: readonly JournalRecord[]): CampaignRecord & { at: string } => {
  const campaign = records.find((record) => record.type === 'campaign')
  if (campaign) return campaign
  throw new Incident('configuration', { what: 'Ce journal ne contient pas l’ouverture d’une campagne.', expected: 'une première ligne de type « campaign »', next: 'donner le dossier complet d’une campagne' })
}

/** Which package version may be filed on the day of the campaign, under the contract it declares: told, never a verdict. */
const deposableOf = ({ virtualDate, at, scope }: CampaignRecord & { at: string }): string => versionsDeposables(loadCalendrier(), jourDe(virtualDate ?? at), scope.contratCnda).phrase

/** Evidence in, verdict out: the same evidence and the same suite give the same readiness, whoever asks and whenever. */
export async function judge(reading: JournalReading, suite: Suite, generatedAt: Date): Promise<Readiness> {
  const { records } = reading
  const campaign = campaignOf(records)
  const { scope, plan, software } = campaign
  const plays = playsOf(plan, records)
  const scenarios: JudgedScenario[] = []
  for (const planned of plan) scenarios.push(await judgeScenario(planned, plays.get(planned.id)!, scope, suite, (ref) => reading.readBody(ref)))
  scenarios.sort((a, b) => (a.verdict.id < b.verdict.id ? -1 : 1))
  const contributionsTo = (id: string): Contribution[] => scenarios.flatMap((scenario) => scenario.contributions.get(id) ?? [])
  const scoped = suite.catalogue.filter((requirement) => inScope(requirement, scope)).sort((a, b) => (a.id < b.id ? -1 : 1))
  const requirements = scoped.map((requirement) => requirementVerdict(requirement, scope, contributionsTo(requirement.id)))
  const unplayed = scoped.filter((requirement) => requirement.not_tested && contributionsTo(requirement.id).length === 0).map((requirement) => requirement.id)
  const end = records.findLast((record) => record.type === 'campaign-end')
  // An incident that stopped nothing is told among the anomalies and decides nothing.
  const incidents = end?.status === 'complete' ? [] : records.filter((record) => record.type === 'incident')
  return {
    format: 'urn:preserie:readiness:1',
    generatedAt: generatedAt.toISOString(),
    bench: campaign.bench,
    campaign: {
      id: campaign.campaign,
      seed: campaign.seed,
      virtualDate: campaign.virtualDate,
      startedAt: campaign.at,
      endedAt: records.at(-1)!.at,
      complete: end?.status === 'complete',
      suite: campaign.suite,
      journalHead: reading.head,
    },
    software,
    scope,
    ...conclude(requirements, scenarios.map((scenario) => scenario.verdict), incidents, anomaliesOf(reading), suite.pack, unplayed, deposableOf(campaign)),
  }
}
