import { expect, test } from 'vitest'
import { richReadiness } from '../testing/readiness.js'
import { allureFiles, type AllureResult } from './allure.js'

function results(): AllureResult[] {
  const { readiness, evidence } = richReadiness()
  return [...allureFiles(readiness, evidence)].filter(([name]) => name.endsWith('-result.json')).map(([, text]) => JSON.parse(text) as AllureResult)
}

test('one result per scenario and profile, with the status of its outcome', () => {
  expect(results().map(({ name, status }) => [name, status])).toEqual([
    ['Délivrer deux fois le même produit', 'failed'],
    ['Délivrer une ordonnance déjà délivrée', 'failed'],
    ['Délivrer sans connexion', 'skipped'],
    ['Retirer la carte CPS', 'skipped'],
    ['Présenter un certificat périmé', 'broken'],
    ['Créer une ordonnance simple', 'passed'],
    ['Créer une ordonnance pour un tiers', 'skipped'],
  ])
})

test('its steps are what it says of each requirement, with labels, attribution and proof', () => {
  const [first] = results()
  expect(first!.labels).toEqual(expect.arrayContaining([{ name: 'feature', value: 'Délivrance' }, { name: 'severity', value: 'critical' }, { name: 'tag', value: 'EX-DEL-012' }]))
  expect(first!.statusDetails.message).toBe('[logiciel] non conforme : Un contrôle n’est pas satisfait : uniqueCodeCip.')
  expect(first!.steps.map(({ name }) => name.split(' ')[0])).toEqual(['EX-DEL-012', 'EX-DEL-020', 'EX-DEL-031'])
  expect(first!.steps[0]!.steps[0]!.attachments.map(({ name, type }) => [name, type])).toEqual([['Requête, rang 1', 'text/plain'], ['Réponse, rang 1', 'text/plain']])
})

test('says that a scenario passed at a later attempt', () => {
  const retried = results().find(({ name }) => name === 'Créer une ordonnance simple')!
  expect(retried.statusDetails).toEqual({ flaky: true, trace: 'Tentative 1 : non conforme. Délai dépassé.\nTentative 2 : conforme. Tous les contrôles sont satisfaits.' })
})

test('every attachment is in the folder, and the same result gives the same files', () => {
  const { readiness, evidence } = richReadiness()
  const files = allureFiles(readiness, evidence)
  const sources = [...files.values()].flatMap((text) => [...text.matchAll(/"source": "([^"]+)"/g)].map((match) => match[1]!))
  expect(sources.length).toBeGreaterThan(0)
  expect(sources.every((source) => files.has(source))).toBe(true)
  expect(allureFiles(readiness, evidence)).toEqual(files)
  expect(files.get('environment.properties')).toContain('Logiciel = OfficineSant\\u00e9 4.2.1')
})
