import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'
import { CHECKS, STANDING } from './index.js'

const sources = readdirSync(join(PROJECT_ROOT, 'validators')).filter((name) => name.endsWith('.ts') && name !== 'index.ts')
const textOf = (names: string[]): string => names.map((name) => readFileSync(join(PROJECT_ROOT, 'validators', name), 'utf8')).join('\n')

test('every check says what holds in a French sentence of its own', () => {
  const sentences = Object.values(CHECKS).map(({ expectation }) => expectation)
  expect(new Set(sentences).size).toBe(sentences.length)
  for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.{15,}[^.]$/u)
})

test('standing checks are those that say so', () => {
  expect(STANDING).toContain('contexteLpsId')
  expect(STANDING).toContain('patientIdentite')
  expect(STANDING).not.toContain('creationRefusAnnonce')
})

test('the test files name every check, one by one or through their module', () => {
  const tests = textOf(sources.filter((name) => name.endsWith('.test.ts')))
  const modules = ['cadre', 'identites'].map((name) => textOf([`${name}.ts`])).join('\n')
  expect(Object.keys(CHECKS).filter((name) => !tests.includes(name) && !modules.includes(`const ${name}`))).toEqual([])
})
