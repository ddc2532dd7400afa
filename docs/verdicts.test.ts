import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PROJECT_ROOT } from '../core/project.js'
import { aggregate, ATTRIBUTIONS, decide, DECISIONS, ORIGINS, OUTCOMES, STRENGTHS, type Outcome } from '../core/verdict.js'
import { EXIT_CODE_LABELS, OUTCOME_LABELS } from '../reports/labels.js'

const page = readFileSync(join(PROJECT_ROOT, 'docs/verdicts.md'), 'utf8')

/** Rows of a marked table, cells trimmed, without its two header lines. */
function table(name: string): string[][] {
  const lines = page.split(`<!-- table: ${name} -->\n`)[1]?.split('\n') ?? []
  const end = lines.findIndex((line) => !line.startsWith('|'))
  return lines.slice(2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

const codes = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)
const column = (name: string, index: number): string[] => table(name).map((row) => row[index]!)
const plain = (text: string): string => text.replaceAll('’', "'")

test('the page lists the outcomes in the order of the code', () => {
  expect(column('issues', 1).flatMap(codes)).toEqual([...OUTCOMES])
  expect(column('issues', 0)).toEqual(OUTCOMES.map((_, index) => String(index + 1)))
})

test('the page names outcomes as the reports do', () => {
  expect(table('issues').map(([, , label, meaning]) => [label, meaning])).toEqual(OUTCOMES.map((outcome) => [OUTCOME_LABELS[outcome].text, plain(OUTCOME_LABELS[outcome].meaning)]))
})

test('the page lists the closed sets of the code', () => {
  expect(column('attributions', 0).flatMap(codes)).toEqual([...ATTRIBUTIONS])
  expect(column('origines', 0).flatMap(codes)).toEqual([...ORIGINS])
  expect(column('forces', 0).flatMap(codes)).toEqual([...STRENGTHS])
  expect(new Set(column('decisions', 1).flatMap(codes))).toEqual(new Set(DECISIONS))
})

describe('the aggregation table', () => {
  test.each(table('agregation'))('%s → %s', (inputs, outcome) => {
    expect(aggregate(codes(inputs) as Outcome[])).toBe(codes(outcome)[0])
  })

  test('has a row for every outcome', () => {
    expect(new Set(column('agregation', 1).flatMap(codes))).toEqual(new Set(OUTCOMES))
  })
})

describe('the decision table', () => {
  test.each(table('decisions'))('%s → %s', (inputs, decision) => {
    const mandatory = (codes(inputs) as Outcome[]).map((outcome) => ({ outcome, strength: 'obligatoire' as const }))
    expect(decide(mandatory)).toBe(codes(decision)[0])
  })

  test('a recommended failure changes nothing', () => {
    expect(decide([{ outcome: 'pass', strength: 'obligatoire' }, { outcome: 'fail', strength: 'recommande' }])).toBe('prete')
  })
})

test('the exit codes are those of the reports, and 64 for the command line', () => {
  const rows = Object.fromEntries(table('codes-retour').map(([code, meaning]) => [code, meaning]))
  expect(rows).toEqual({ ...EXIT_CODE_LABELS, 64: 'ligne de commande incorrecte' })
})
