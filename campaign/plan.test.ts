import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PlannedScenario } from '../core/exchange.js'
import { UsageError } from '../core/errors.js'
import { declinedCapability } from '../core/pilotage.js'
import { aimedAt, allScenarios, planFor, representatives } from './plan.js'

const folder = mkdtempSync(join(tmpdir(), 'plan-'))
mkdirSync(join(folder, 'x'))
writeFileSync(
  join(folder, 'x/a.feature'),
  `@officine
Fonctionnalité: Exemple

  @PRE-1 @V3
  Scénario: Un
    Quand rien

  @PRE-2
  Plan du scénario: Deux <n>
    Quand <n>
    Exemples:
      | n |
      | a |
      | b |
`,
)
const scenarios = allScenarios(folder)

test('each scenario and each row of examples is one play, named by its line, with the tags of its parents', () => {
  expect(scenarios.map(({ line, name, tags, profile }) => ({ line, name, tags, profile }))).toEqual([
    { line: 5, name: 'Un', tags: ['officine', 'PRE-1', 'V3'], profile: 'officine' },
    { line: 13, name: 'Deux a', tags: ['officine', 'PRE-2'], profile: 'officine' },
    { line: 14, name: 'Deux b', tags: ['officine', 'PRE-2'], profile: 'officine' },
  ])
})

test('a scope keeps its profiles and its package version; a scenario without version tag holds for both', () => {
  const names = (packageVersion: 'V2' | 'V3', profiles = ['officine']): string[] => planFor({ profiles, packageVersion }, scenarios).map((scenario) => scenario.name)
  expect(names('V3')).toEqual(['Un', 'Deux a', 'Deux b'])
  expect(names('V2')).toEqual(['Deux a', 'Deux b'])
  expect(names('V3', ['prescripteur'])).toEqual([])
})

test('a téléservice is a folder of scenarios', () => {
  expect(planFor({ profiles: ['officine'], packageVersion: 'V3', teleservice: 'x' }, scenarios)).toHaveLength(3)
  expect(planFor({ profiles: ['officine'], packageVersion: 'V3', teleservice: 'a' }, scenarios)).toHaveLength(0)
})

test('rows of an outline are stood for by the first, unless it carries a requirement aimed at', () => {
  const names = (...requirements: string[]): string[] => representatives(scenarios, requirements).map(({ name }) => name)
  expect(names('PRE-1')).toEqual(['Un', 'Deux a'])
  expect(names('PRE-2')).toEqual(['Un', 'Deux a', 'Deux b'])
})

test('an aim keeps the scenarios of its requirements and as many witnesses as asked, always the same for a name', () => {
  const plan = Array.from({ length: 40 }, (_, index) => ({ id: `x:${index}`, tags: index % 10 === 0 ? ['PRE-1'] : ['PRE-2'] })) as unknown as Parameters<typeof aimedAt>[0]
  const ids = (name: string, witnesses?: number): string[] => aimedAt(plan, { requirements: ['PRE-1'], name, ...(witnesses === undefined ? {} : { witnesses }) }).map(({ id }) => id)
  expect(ids('a', 6)).toEqual(ids('a', 6))
  expect(ids('a', 6)).toHaveLength(4 + 6)
  expect(ids('a', 6)).toEqual(expect.arrayContaining(['x:0', 'x:10', 'x:20', 'x:30']))
  expect(new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].flatMap((name) => ids(name, 6))).size).toBeGreaterThan(20)
  expect(ids('a')).toHaveLength(40)
})

test('a tag expression narrows the scope; one that does not read is a mistake of usage', () => {
  expect(planFor({ profiles: ['officine'], packageVersion: 'V3', tags: '@PRE-1' }, scenarios)).toHaveLength(1)
  expect(() => planFor({ profiles: ['officine'], packageVersion: 'V3', tags: '@a and (' }, scenarios)).toThrow(UsageError)
})

test('a declined capability is found by the tag that needs it', () => {
  const scenario = { tags: ['officine', 'capacite:remplacement'] } as PlannedScenario
  expect(declinedCapability(scenario.tags, { remplacement: 'pas de remplaçant' })).toBe('remplacement')
  expect(declinedCapability(scenario.tags, {})).toBeUndefined()
})
