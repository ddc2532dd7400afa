import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { DriverAnswer, JournalEntry, PlannedScenario } from '../core/exchange.js'
import { createJournal, readJournal } from '../core/journal.js'
import { PROJECT_ROOT } from '../core/project.js'
import type { Readiness } from '../core/readiness.js'
import type { Requirement } from '../core/requirement.js'
import { loadPack } from '../schemas/pack.js'
import { Inconclusive, type Check } from '../validators/check.js'
import { expectDone, expectExchanges } from '../validators/observed.js'
import { judge } from './judge.js'

const requirement = (id: string, more: Partial<Requirement> = {}): Requirement => ({
  id,
  statement: `Exigence ${id}.`,
  strength: 'obligatoire',
  profiles: ['officine'],
  versions: ['V2', 'V3'],
  source: { document: 'Essai', section: '1', confidence: 'suppose' },
  ...more,
})

/** Small checks of their own: the judge is tested, not the catalogue. */
const CHECKS = {
  vu: { requirement: 'R-1', expectation: 'l’écran dit oui', check: (evidence) => (expectDone(evidence, 'lireCode2d').observation['nature'] === 'ordonnance' ? [] : [{ code: 'autre', message: 'autre chose a été vu' }]) },
  appel: { requirement: 'R-2', expectation: 'un appel est parti', check: (evidence) => (expectExchanges(evidence, 'WS_EP3').length > 0 ? [] : []) },
  casse: {
    requirement: 'R-1',
    expectation: 'jamais',
    check: () => {
      throw new TypeError('oubli')
    },
  },
  muet: {
    requirement: 'R-1',
    expectation: 'jamais',
    check: () => {
      throw new Inconclusive('configuration', 'rien à voir ici')
    },
  },
} satisfies Record<string, Check>

const pack = loadPack(join(PROJECT_ROOT, 'schemas/packs/public'))
const scenario = (line: number, tags: string[]): PlannedScenario => ({ id: `f:${line}`, uri: 'f', line, name: `Scénario ${line}`, feature: 'F', tags: ['officine', ...tags], profile: 'officine' })

interface Written {
  plan: PlannedScenario[]
  catalogue?: Requirement[]
  declined?: Record<string, string>
}

/** Writes a journal the way a campaign does, then judges it. */
async function judged({ plan, catalogue = [requirement('R-1')], declined = {} }: Written, ...entries: (JournalEntry | { answer: DriverAnswer; scenario: string })[]): Promise<Readiness> {
  const folder = mkdtempSync(join(tmpdir(), 'judge-'))
  const journal = createJournal(folder)
  journal.append({
    type: 'campaign',
    campaign: 'c',
    bench: { name: 'preserie', version: '0' },
    suite: 'x',
    software: { editor: 'E', name: 'N', version: '1' },
    scope: { profiles: ['officine'], packageVersion: 'V3', pack: 'public', declined, authentication: 'CPS', tls: true },
    seed: 's',
    virtualDate: null,
    plan,
  })
  for (const entry of entries) {
    if ('answer' in entry && !('type' in entry)) {
      const { answer, scenario: id } = entry
      journal.append({ type: 'driver', scenario: id, verb: 'lireCode2d', params: journal.store('{}'), answer: journal.store(JSON.stringify(answer)), reponse: answer.reponse, milliseconds: 1 })
    } else journal.append(entry)
  }
  journal.append({ type: 'campaign-end', status: 'complete' })
  journal.close()
  return judge(readJournal(folder), { catalogue, pack, checks: CHECKS }, new Date('2026-01-01T00:00:00Z'))
}

const start = (id: string, attempt = 1): JournalEntry => ({ type: 'scenario', scenario: id, attempt, session: 's', virtualTime: '2026-01-01T00:00:00Z' })
const end = (id: string, status: 'complete' | 'stopped' = 'complete', attempt = 1): JournalEntry => ({ type: 'scenario-end', scenario: id, attempt, status })
const ask = (id: string, check: string): JournalEntry => ({ type: 'question', scenario: id, check, args: {} })
const seen = (id: string, nature: string) => ({ scenario: id, answer: { reponse: 'fait', observation: { nature, messages: [] } } satisfies DriverAnswer })
const plan = [scenario(1, ['R-1'])]

test('a positive answer makes a pass, and a ready software', async () => {
  const readiness = await judged({ plan }, start('f:1'), seen('f:1', 'ordonnance'), ask('f:1', 'vu'), end('f:1'))
  expect(readiness.requirements[0]).toMatchObject({ outcome: 'pass', origin: 'automatique' })
  expect(readiness).toMatchObject({ decision: 'prete', exitCode: 0 })
})

test('a finding is a failure of the software, with its check, its code and its scenario', async () => {
  const readiness = await judged({ plan }, start('f:1'), seen('f:1', 'ins'), ask('f:1', 'vu'), end('f:1'))
  expect(readiness).toMatchObject({ decision: 'non-prete', exitCode: 1 })
  expect(readiness.requirements[0]).toMatchObject({ outcome: 'fail', attribution: 'logiciel', reason: 'autre chose a été vu', contributions: [{ scenario: 'f:1', findings: [{ code: 'vu/autre' }] }] })
})

test('an exchange that had to come and did not is a failure; with an incident to explain it, it is not', async () => {
  const catalogue = [requirement('R-2')]
  const absent = await judged({ plan: [scenario(1, ['R-2'])], catalogue }, start('f:1'), ask('f:1', 'appel'), end('f:1'))
  expect(absent.requirements[0]).toMatchObject({ outcome: 'fail', contributions: [{ findings: [{ code: 'appel/aucun-echange' }] }] })
  const tls: JournalEntry = { type: 'incident', open: ['f:1'], attribution: 'configuration', code: 'tls-refuse', message: 'certificat refusé' }
  const excused = await judged({ plan: [scenario(1, ['R-2'])], catalogue }, start('f:1'), tls, ask('f:1', 'appel'), end('f:1'))
  expect(excused.requirements[0]).toMatchObject({ outcome: 'skip', attribution: 'configuration' })
  expect(excused).toMatchObject({ decision: 'indeterminee', exitCode: 3 })
})

test('a check that breaks is the bench, never the software', async () => {
  const readiness = await judged({ plan }, start('f:1'), ask('f:1', 'casse'), end('f:1'))
  expect(readiness.requirements[0]).toMatchObject({ outcome: 'error', attribution: 'banc' })
  expect(readiness).toMatchObject({ decision: 'indeterminee', exitCode: 4 })
})

test('a question that nobody knows and a scenario that asks nothing are the bench too', async () => {
  const unknown = await judged({ plan }, start('f:1'), ask('f:1', 'jamaisEcrit'), end('f:1'))
  expect(unknown.scenarios[0]).toMatchObject({ outcome: 'error', attribution: 'banc' })
  const silent = await judged({ plan }, start('f:1'), end('f:1'))
  expect(silent.requirements[0]).toMatchObject({ outcome: 'error', reason: 'le scénario porte l’exigence R-1 mais ne la vérifie pas' })
})

test('a check that cannot conclude is a skip with its owner', async () => {
  const readiness = await judged({ plan }, start('f:1'), ask('f:1', 'muet'), end('f:1'))
  expect(readiness.requirements[0]).toMatchObject({ outcome: 'skip', attribution: 'configuration' })
})

test('a software that breaks in the middle keeps what it failed before and passes nothing after', async () => {
  const catalogue = [requirement('R-1'), requirement('R-2')]
  const broken: DriverAnswer = { reponse: 'enPanne', trace: 'x' }
  const readiness = await judged({ plan: [scenario(1, ['R-1', 'R-2'])], catalogue }, start('f:1'), seen('f:1', 'ins'), ask('f:1', 'vu'), { scenario: 'f:1', answer: broken }, end('f:1', 'stopped'))
  expect(readiness.requirements.map(({ outcome, attribution }) => ({ outcome, attribution }))).toEqual([
    { outcome: 'fail', attribution: 'logiciel' },
    { outcome: 'skip', attribution: 'logiciel' },
  ])
})

test('a first positive answer does not make a pass when the scenario stopped before its end', async () => {
  const refused: DriverAnswer = { reponse: 'nonPrisEnCharge', raison: 'pas encore' }
  const readiness = await judged({ plan }, start('f:1'), seen('f:1', 'ordonnance'), ask('f:1', 'vu'), { scenario: 'f:1', answer: refused }, end('f:1', 'stopped'))
  expect(readiness.requirements[0]).toMatchObject({ outcome: 'skip', attribution: 'configuration' })
})

test('a campaign cut short leaves its scenarios untested, never green', async () => {
  const readiness = await judged({ plan: [...plan, scenario(2, ['R-1'])] }, start('f:1'), seen('f:1', 'ordonnance'), ask('f:1', 'vu'), end('f:1'))
  expect(readiness.requirements[0]).toMatchObject({ outcome: 'untested' })
  expect(readiness.exitCode).toBe(2)
})

test('a declined capability omits its scenarios and names the declaration', async () => {
  const readiness = await judged({ plan: [scenario(1, ['R-1', 'capacite:remplacement'])], declined: { remplacement: 'cabinet sans remplaçant' } })
  expect(readiness.requirements[0]).toMatchObject({ outcome: 'omit' })
  expect(readiness.requirements[0]!.reason).toContain('cabinet sans remplaçant')
  expect(readiness.decision).toBe('prete')
})

test('the last attempt decides and the others stay visible', async () => {
  const readiness = await judged({ plan }, start('f:1'), seen('f:1', 'ins'), ask('f:1', 'vu'), end('f:1'), start('f:1', 2), seen('f:1', 'ordonnance'), ask('f:1', 'vu'), end('f:1', 'complete', 2))
  expect(readiness.requirements[0]!.outcome).toBe('pass')
  expect(readiness.scenarios[0]!.attempts.map((attempt) => attempt.outcome)).toEqual(['fail', 'pass'])
})

test('what is outside the declared scope is not judged; what cannot be played says why', async () => {
  const catalogue = [requirement('R-1'), requirement('R-3', { profiles: ['prescripteur'] }), requirement('R-4', { versions: ['V2'] }), requirement('R-5', { not_tested: { reason: 'écran à montrer', date: '2026-11-22' } })]
  const readiness = await judged({ plan, catalogue }, start('f:1'), seen('f:1', 'ordonnance'), ask('f:1', 'vu'), end('f:1'))
  expect(readiness.requirements.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(['R-1 pass', 'R-5 omit'])
})

test('a requirement of another authentication mode is omitted, not passed for want of trying', async () => {
  const catalogue = [requirement('R-1', { authentications: ['CERTIFICAT_LOGICIEL'] })]
  const readiness = await judged({ plan, catalogue }, start('f:1'), seen('f:1', 'ordonnance'), ask('f:1', 'vu'), end('f:1'))
  expect(readiness.requirements[0]).toMatchObject({ outcome: 'omit', reason: 'la session déclare le mode d’authentification CPS', contributions: [] })
})

test('traffic that nobody claims and masked identities are told', async () => {
  const body = { sha256: '0'.repeat(64), bytes: 0, masked: 2 }
  const unclaimed: JournalEntry = { type: 'unclaimed', reason: 'unknown-session', request: { method: 'POST', path: '/s/x/lps', headers: {}, body }, reply: { status: 404, headers: {}, body } }
  const readiness = await judged({ plan }, unclaimed, start('f:1'), seen('f:1', 'ordonnance'), ask('f:1', 'vu'), end('f:1'))
  expect(readiness.anomalies.map((anomaly) => anomaly.kind)).toEqual(['trafic-sans-session', 'donnees-reelles'])
})

test('the same evidence gives the same conclusion, apart from its time stamp', async () => {
  const entries = [start('f:1'), seen('f:1', 'ins'), ask('f:1', 'vu'), end('f:1')] as const
  const [first, second] = await Promise.all([judged({ plan }, ...entries), judged({ plan }, ...entries)])
  const comparable = ({ campaign: { id, suite }, requirements, decision, counts }: Readiness): string => JSON.stringify({ id, suite, requirements, decision, counts })
  expect(comparable(first)).toBe(comparable(second))
})
