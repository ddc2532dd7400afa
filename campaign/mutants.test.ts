import { expect, test } from 'vitest'
import type { Readiness, RequirementVerdict } from '../core/readiness.js'
import type { Requirement } from '../core/requirement.js'
import { reachOf, verdictOf, type Defect, type Kill } from './mutants.js'

const DEFECT: Defect = { name: 'x', title: 'X', profile: 'officine', versions: ['V3'], expected: [{ requirement: 'R-1', code: 'controle/absent' }] }

const requirement = (id: string, outcome: RequirementVerdict['outcome'], ...codes: string[]): RequirementVerdict => ({
  id,
  statement: id,
  strength: 'obligatoire',
  source: { document: 'd', section: 's', confidence: 'suppose' },
  outcome,
  reason: 'raison',
  contributions: [{ scenario: 'f:1', outcome, findings: codes.map((code) => ({ code, message: code })), checks: [], evidence: [] }],
})

const judged = (...requirements: RequirementVerdict[]): Readiness =>
  // Only what the comparison reads.
  ({ requirements, anomalies: [], campaign: { complete: true }, scope: { packageVersion: 'V3' } }) as unknown as Readiness

test('a defect caught by the intended requirement, for the intended reason and nothing else, is killed', () => {
  expect(verdictOf(DEFECT, judged(requirement('R-1', 'fail', 'controle/absent'), requirement('R-2', 'pass')))).toMatchObject({ result: 'tue', details: [] })
})

test('a defect that nothing catches survives', () => {
  expect(verdictOf(DEFECT, judged(requirement('R-1', 'pass')))).toMatchObject({ result: 'survivant' })
})

test('another reason, or another requirement, is an accident', () => {
  expect(verdictOf(DEFECT, judged(requirement('R-1', 'fail', 'controle/different')))).toMatchObject({ result: 'accident' })
  expect(verdictOf(DEFECT, judged(requirement('R-1', 'fail', 'controle/absent'), requirement('R-2', 'fail', 'autre/absent')))).toMatchObject({
    result: 'accident',
    details: ['non attendu : R-2 pour autre/absent'],
  })
})

test('a reason expected in another version is not asked of this one', () => {
  const defect: Defect = { ...DEFECT, expected: [...DEFECT.expected, { requirement: 'R-9', code: 'autre/absent', versions: ['V2'] }] }
  expect(verdictOf(defect, judged(requirement('R-1', 'fail', 'controle/absent')))).toMatchObject({ result: 'tue' })
})

test('a bench that broke proves nothing', () => {
  expect(verdictOf(DEFECT, judged(requirement('R-1', 'fail', 'controle/absent'), requirement('R-2', 'error')))).toMatchObject({ result: 'banc' })
})

test('a kill names the scenarios where it was seen', () => {
  expect(verdictOf(DEFECT, judged(requirement('R-1', 'fail', 'controle/absent'), requirement('R-2', 'pass'))).scenarios).toEqual(['f:1'])
})

test('a matrix says what each scenario, each check and each requirement caught', () => {
  const kill: Kill = { defect: 'x', title: 'X', version: 'V3', result: 'tue', details: [], failures: [{ requirement: 'R-1', codes: ['controle/absent'] }], scenarios: ['f:1'], folder: '' }
  const check = { requirement: 'R-1', expectation: '', check: () => [] }
  const catalogue = ['R-1', 'R-2'].map((id) => ({ id }) as unknown as Requirement)
  expect(reachOf([kill], [{ id: 'f:1', name: 'Un' }, { id: 'f:2', name: 'Deux' }], { catalogue, checks: { controle: check, controleur: check } })).toEqual({
    scenarios: [{ id: 'f:1', name: 'Un', defects: ['x'] }, { id: 'f:2', name: 'Deux', defects: [] }],
    checks: [{ name: 'controle', requirement: 'R-1', defects: ['x'] }, { name: 'controleur', requirement: 'R-1', defects: [] }],
    requirements: [{ id: 'R-1', defects: ['x'] }, { id: 'R-2', defects: [] }],
  })
})
