import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DriverAnswer, JournalEntry, PlannedScenario } from '../core/exchange.js'
import { createJournal, readJournal } from '../core/journal.js'
import { PROJECT_ROOT } from '../core/project.js'
import { aggregate, ATTRIBUTIONS, decide, DECISIONS, ORIGINS, OUTCOMES, STRENGTHS, type Outcome } from '../core/verdict.js'
import { judge } from '../judge/judge.js'
import { playsOf, stopCause } from '../judge/plays.js'
import { EXIT_CODE_LABELS, OUTCOME_LABELS } from '../reports/labels.js'
import { loadPack } from '../schemas/pack.js'
import type { Check } from '../validators/check.js'
import { expectExchanges } from '../validators/observed.js'

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

describe('the table of what makes an outcome', () => {
  const planned: PlannedScenario = { id: 'f:1', uri: 'f', line: 1, name: 'Un', feature: 'F', tags: ['officine', 'R-1', 'capacite:remplacement'], profile: 'officine' }
  const checks = {
    faux: { requirement: 'R-1', expectation: 'jamais', check: () => [{ code: 'schema', message: 'le message ne suit pas son contrat' }] },
    appel: { requirement: 'R-1', expectation: 'un appel est parti', check: (evidence) => (expectExchanges(evidence, 'WS_EP3'), []) },
  } satisfies Record<string, Check>
  const suite = {
    catalogue: [{ id: 'R-1', statement: 'Un.', strength: 'obligatoire' as const, profiles: ['officine'], versions: ['V3' as const], source: { document: 'D', section: '1', confidence: 'suppose' as const } }],
    pack: loadPack(join(PROJECT_ROOT, 'schemas/packs/public')),
    checks,
  }

  /** A journal of one scenario, as a campaign writes it. */
  async function outcomeOf(entries: JournalEntry[], { answer, declined = {} }: { answer?: DriverAnswer; declined?: Record<string, string> } = {}): Promise<{ said: string[]; stopped: string[] }> {
    const folder = mkdtempSync(join(tmpdir(), 'verdicts-'))
    const journal = createJournal(folder)
    const scope = { profiles: ['officine'], packageVersion: 'V3' as const, pack: 'public', declined, authentication: 'CPS' as const, tls: true }
    journal.append({ type: 'campaign', campaign: 'c', bench: { name: 'b', version: '0' }, suite: 'x', software: { editor: 'E', name: 'N', version: '1' }, scope, seed: 's', virtualDate: null, plan: [planned] })
    if (answer) {
      journal.append(start)
      journal.append({ type: 'driver', scenario: 'f:1', verb: 'delivrer', params: journal.store('{}'), answer: journal.store(JSON.stringify(answer)), reponse: answer.reponse, milliseconds: 1 })
    }
    for (const entry of entries) journal.append(entry)
    journal.append({ type: 'campaign-end', status: 'complete' })
    journal.close()
    const reading = readJournal(folder)
    const { requirements } = await judge(reading, suite, new Date(0))
    const play = playsOf([planned], reading.records).get('f:1')!.at(-1)
    const cause = play && stopCause(play)
    return { said: [requirements[0]!.outcome, requirements[0]!.attribution ?? '—'], stopped: cause ? [cause.outcome, cause.attribution] : [] }
  }

  const start: JournalEntry = { type: 'scenario', scenario: 'f:1', attempt: 1, session: 's', virtualTime: '2026-11-22T09:00:00.000Z' }
  const ask = (check: keyof typeof checks): JournalEntry => ({ type: 'question', scenario: 'f:1', check, args: {} })
  const end = (status: 'complete' | 'stopped'): JournalEntry => ({ type: 'scenario-end', scenario: 'f:1', attempt: 1, status })
  const incident = (attribution: 'logiciel' | 'configuration' | 'reseau' | 'banc'): JournalEntry => ({ type: 'incident', scenario: 'f:1', attribution, code: 'incident', message: 'arrêt' })

  const stops: [beginning: string, entries: JournalEntry[], answer?: DriverAnswer][] = [
    ['L\'adaptateur répond `nonPrisEnCharge` à un verbe', [end('stopped')], { reponse: 'nonPrisEnCharge', raison: 'rien' }],
    ['L\'adaptateur répond `enPanne`', [end('stopped')], { reponse: 'enPanne', trace: 'Error' }],
    ['L\'adaptateur répond hors du contrat', [start, incident('configuration'), end('stopped')]],
    ['Le banc lève une exception', [start, incident('banc'), end('stopped')]],
    ['La campagne est interrompue', [start]],
  ]
  const rowOf = (beginning: string): string[] => table('pratique').find(([event]) => event!.startsWith(beginning))!.slice(1).map((cell) => codes(cell)[0] ?? cell)

  test.each(stops)('%s', async (beginning, entries, answer) => {
    const { said, stopped } = await outcomeOf(entries, answer ? { answer } : {})
    expect(said).toEqual(rowOf(beginning))
    expect(stopped).toEqual(rowOf(beginning))
  })

  test('a wrong message, a call that never came', async () => {
    expect((await outcomeOf([start, ask('faux'), end('complete')])).said).toEqual(rowOf('Le logiciel a envoyé'))
    const never = table('pratique').find(([event]) => event === 'L\'appel attendu n\'est jamais arrivé')!
    expect((await outcomeOf([start, ask('appel'), end('complete')])).said).toEqual(never.slice(1).flatMap(codes))
  })

  test.each(['logiciel', 'configuration', 'reseau'] as const)('a call that an incident explains is the incident’s: %s', async (owner) => {
    const { said } = await outcomeOf([start, incident(owner), ask('appel'), end('stopped')])
    expect(said).toEqual(['skip', owner])
    expect(rowOf('L\'appel attendu n\'est jamais arrivé, mais')).toEqual(['skip', 'celle de l\'incident'])
  })

  test('a declined capability', async () => {
    expect((await outcomeOf([], { declined: { remplacement: 'Pas de remplacement.' } })).said).toEqual(rowOf('La capacité est déclinée'))
  })

  test('every row is tried', () => {
    const tried = ['Le logiciel a envoyé', 'L\'appel attendu', 'La capacité est déclinée', ...stops.map(([beginning]) => beginning)]
    expect(column('pratique', 0).filter((event) => !tried.some((beginning) => event.startsWith(beginning)))).toEqual([])
  })
})
