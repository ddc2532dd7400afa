import { parseStringPromise } from 'xml2js'
import { expect, test } from 'vitest'
import { richReadiness } from '../testing/readiness.js'
import junit from './junit.js'

interface Element {
  $: Record<string, string>
  testsuite?: Element[]
  testcase?: Element[]
  properties?: { property: Element[] }[]
  failure?: (Element & { _?: string })[]
  error?: Element[]
  skipped?: Element[]
  'system-out'?: string[]
}

const read = async (readiness = richReadiness().readiness): Promise<Element> => ((await parseStringPromise(junit.render(readiness))) as { testsuites: Element }).testsuites

const caseNamed = (suites: Element, start: string): Element => suites.testsuite!.flatMap(({ testcase }) => testcase ?? []).find(({ $ }) => $['name']!.startsWith(start))!

test('has a suite of requirements, then one per feature and profile', async () => {
  const suites = await read()
  expect(suites.testsuite!.map(({ $ }) => $['name'])).toEqual(['Exigences', 'Délivrance (officine)', 'Authentification (officine)', 'Ordonnance (officine)'])
})

test('says each outcome with its own element', async () => {
  const suites = await read()
  expect(caseNamed(suites, 'EX-DEL-012').failure![0]!.$).toEqual({ message: 'Un même code CIP figure deux fois dans deux délivrances sur trois.', type: 'non conforme (logiciel)' })
  expect(caseNamed(suites, 'EX-DEL-012').failure![0]!._).toContain('[journal, rang 1]')
  expect(caseNamed(suites, 'EX-AUT-003').error![0]!.$['type']).toBe('banc en erreur (banc)')
  for (const [id, type] of [['EX-AUT-007', 'en attente (configuration)'], ['EX-INS-002', 'non évaluée (réseau)'], ['EX-INS-009', 'non testée (banc)'], ['EX-FAC-002', 'non applicable']]) {
    const skipped = caseNamed(suites, id!).skipped![0]!.$
    expect(skipped['type']).toBe(type)
    expect(skipped['message']).not.toBe('')
  }
  expect(Object.keys(caseNamed(suites, 'EX-ORD-001'))).toEqual(['$'])
})

test('counts what it holds, in each suite and in all', async () => {
  const suites = await read()
  for (const suite of suites.testsuite!) {
    const cases = suite.testcase ?? []
    const having = (element: 'failure' | 'error' | 'skipped') => String(cases.filter((one) => one[element]).length)
    expect(suite.$).toMatchObject({ tests: String(cases.length), failures: having('failure'), errors: having('error'), skipped: having('skipped') })
  }
  expect(suites.$).toMatchObject({ name: 'OfficineSanté 4.2.1', tests: '18', failures: '5', errors: '2' })
})

test('writes times in seconds and keeps the attempts of a retried scenario', async () => {
  const suites = await read()
  const retried = caseNamed(suites, 'Créer une ordonnance simple')
  expect(retried.$['time']).toBe('74.200')
  expect(retried['system-out']![0]).toBe('Tentative 1 : non conforme. Délai dépassé.\nTentative 2 : conforme. Tous les contrôles sont satisfaits.')
  expect(suites.$['time']).toBe('85.240')
})

test('carries the decision and the identity of the campaign as properties', async () => {
  const properties = Object.fromEntries((await read()).testsuite![0]!.properties![0]!.property.map(({ $ }) => [$['name'], $['value']]))
  expect(properties).toMatchObject({ decision: 'non-prete', 'code-de-sortie': '1', logiciel: 'OfficineSanté', version: '4.2.1', pack: 'public 1.0' })
})

test('survives what XML cannot write', async () => {
  const { readiness } = richReadiness({ software: { editor: ']]>', name: '\u0000<&"\ud800', version: '\uffff' } })
  expect((await read(readiness)).$['name']).toBe('\ufffd<&"\ufffd \ufffd')
})
