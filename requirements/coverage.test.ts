import { describe, expect, test } from 'vitest'
import type { Requirement } from '../core/requirement.js'
import { QUESTIONS } from '../steps/questions.js'
import { CHECKS } from '../validators/index.js'
import { coverageOf, readScenarios, type CoverageInput, type WrittenScenario } from './coverage.js'
import { loadCatalogue } from './index.js'

const real = (): CoverageInput => ({ catalogue: loadCatalogue(), scenarios: readScenarios(), checks: CHECKS, questions: QUESTIONS })

describe('the catalogue and the scenarios of the project', () => {
  test('cover each other, both ways', () => {
    expect(coverageOf(real()).problems).toEqual([])
  })

  test('hold at least 45 scenarios over both profiles', () => {
    const scenarios = readScenarios()
    for (const profile of ['prescripteur', 'officine']) expect(scenarios.filter(({ tags }) => tags.includes(profile)).length).toBeGreaterThanOrEqual(45)
  })

  test('ask every question of the table at least once', () => {
    const asked = new Set(readScenarios().flatMap(({ steps }) => steps))
    expect(Object.keys(QUESTIONS).filter((sentence) => !asked.has(sentence))).toEqual([])
  })

  test('have a question for every check', () => {
    const answering = new Set<string>(Object.values(QUESTIONS))
    expect(Object.keys(CHECKS).filter((name) => !answering.has(name))).toEqual([])
  })

  test('say of each requirement which scenarios cover it', () => {
    const { scenariosOf } = coverageOf(real())
    expect(scenariosOf.get('EF_EP3_E303_03')).toContainEqual(expect.stringMatching(/^features\/ordonnance-numerique\/consultation\.feature:\d+$/))
  })
})

const requirement = (id: string, changes: Partial<Requirement> = {}): Requirement => ({
  id,
  statement: 'Le logiciel fait ce qui est demandé.',
  strength: 'obligatoire',
  profiles: ['officine'],
  versions: ['V2', 'V3'],
  source: { document: 'Doc', section: '1', confidence: 'documente' },
  ...changes,
})
const scenario = (changes: Partial<WrittenScenario> = {}): WrittenScenario => (
  { where: 'a.feature:3', name: 'un scénario', tags: ['officine', 'EF_X1'], steps: ['tout est vrai'], ...changes }
)

/** One requirement, one scenario, one check, one question: nothing to say against it. */
const sound: CoverageInput = {
  catalogue: [requirement('EF_X1')],
  scenarios: [scenario()],
  checks: { verite: { requirement: 'EF_X1' } },
  questions: { 'tout est vrai': 'verite' },
}
const kinds = (changes: Partial<CoverageInput>): string[] => coverageOf({ ...sound, ...changes }).problems.map(({ kind }) => kind)

describe('coverage', () => {
  test('has nothing to say of a sound suite', () => {
    expect(kinds({})).toEqual([])
  })

  test('finds an orphan tag', () => {
    expect(kinds({ scenarios: [scenario({ tags: ['officine', 'EF_X1', 'EF_X9'] })] })).toEqual(['etiquette-orpheline'])
  })

  test('finds a capability that does not exist', () => {
    expect(kinds({ scenarios: [scenario({ tags: ['officine', 'EF_X1', 'capacite:telepathie'] })] })).toEqual(['etiquette-orpheline'])
  })

  test('finds a requirement that vanished from the catalogue while a check and a tag still name it', () => {
    expect(kinds({ catalogue: [requirement('EF_X2', { strength: 'recommande' })] })).toEqual(
      ['etiquette-orpheline', 'sans-exigence', 'non-etiquetee', 'exigence-disparue'],
    )
  })

  test('finds a mandatory requirement that no scenario covers', () => {
    expect(kinds({ catalogue: [requirement('EF_X1'), requirement('EF_X2')] })).toEqual(['non-couverte'])
  })

  test('accepts a dated reason instead of a scenario, and refuses both together', () => {
    const notTested = { not_tested: { date: '2026-11-22', reason: 'rien de public sur ce point' } }
    expect(kinds({ catalogue: [requirement('EF_X1'), requirement('EF_X2', notTested)] })).toEqual([])
    expect(kinds({ catalogue: [requirement('EF_X1', notTested)] })).toEqual(['non-testee-couverte'])
  })

  test('finds a requirement that is not covered for one of its profiles', () => {
    expect(coverageOf({ ...sound, catalogue: [requirement('EF_X1', { profiles: ['officine', 'prescripteur'] })] }).problems).toEqual([
      { kind: 'non-couverte', where: 'EF_X1', message: 'aucun scénario pour : prescripteur V2, prescripteur V3' },
    ])
  })

  test('finds a requirement that is not covered for one of its versions', () => {
    expect(kinds({ scenarios: [scenario({ tags: ['officine', 'EF_X1', 'V3'] })] })).toEqual(['non-couverte'])
    expect(kinds({ catalogue: [requirement('EF_X1', { versions: ['V3'] })], scenarios: [scenario({ tags: ['officine', 'EF_X1', 'V3'] })] })).toEqual([])
  })

  test('finds a scenario that carries a requirement of another profile or version', () => {
    expect(kinds({ catalogue: [requirement('EF_X1', { versions: ['V3'] })] })).toEqual(['hors-portee'])
    expect(kinds({ scenarios: [scenario({ tags: ['prescripteur', 'EF_X1'] })] })).toEqual(['hors-portee', 'non-couverte'])
  })

  test('finds a scenario without requirement', () => {
    expect(kinds({ scenarios: [scenario(), scenario({ tags: ['officine'], steps: [] })] })).toEqual(['sans-exigence'])
  })

  test.each([[['EF_X1']], [['EF_X1', 'officine', 'prescripteur']]])('finds a scenario with the tags %j: not exactly one profile', (tags) => {
    expect(kinds({ scenarios: [scenario(), scenario({ tags })] })).toContain('profil-absent')
  })

  test('finds a tag that no question verifies, unless a standing check does', () => {
    const silent = [scenario(), scenario({ where: 'a.feature:9', steps: ['le pharmacien consulte'] })]
    expect(kinds({ scenarios: silent })).toEqual(['sans-question'])
    expect(kinds({ scenarios: silent, checks: { verite: { requirement: 'EF_X1', standing: ['WS_EP3'] } } })).toEqual([])
  })

  test('finds a question about a requirement that the scenario does not carry', () => {
    const catalogue = [requirement('EF_X1'), requirement('EF_X2', { strength: 'recommande' })]
    const checks = { verite: { requirement: 'EF_X1' }, autre: { requirement: 'EF_X2' } }
    expect(
      kinds(
        {
          catalogue,
          checks,
          questions: { 'tout est vrai': 'verite', 'le reste aussi': 'autre' },
          scenarios: [scenario({ steps: ['tout est vrai', 'le reste aussi'] })],
        },
      ),
    ).toEqual(['non-etiquetee'])
  })

  test('finds a requirement whose scenarios have no check at all', () => {
    expect(kinds({ checks: {}, questions: {} })).toEqual(['sans-question', 'sans-controle'])
  })

  test('finds a question that no check answers', () => {
    expect(kinds({ questions: { 'tout est vrai': 'verite', 'tout est faux': 'mensonge' } })).toEqual(['question-sans-controle'])
  })
})
