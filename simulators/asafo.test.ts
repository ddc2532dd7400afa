import { expect, test } from 'vitest'
import type { ReponseAsafo } from '../core/asafo.js'
import { seedFrom } from '../core/seed.js'
import simulator from './asafo.js'
import type { OperationContext } from './simulator.js'

const now = new Date('2026-11-22T10:30:00Z')
const context: OperationContext = { now, sender: { mode: 'CPS', attributes: {} }, packageVersion: 'V3', modeTransmission: 'sequentiel' }
const ALERT = { reference: 'SIM-ASAFO-0001', date: '2026-11-20', nom: 'Testard-Fictif', prenom: 'Essaie', motif: 'Ordonnance falsifiée.' }

function found(nom: string, prenom: string, version?: string): number {
  const state = simulator.createState(seedFrom('essai'))
  const prepare = (fixture: string, value: unknown): unknown => simulator.fixtures[fixture]!(value, state, { now, seed: seedFrom('essai') })
  prepare('deposerAlerte', ALERT)
  if (version !== undefined) prepare('choisirVersion', { version })
  return ((simulator.operations['ASAFO_RECHERCHER']!({ nom, prenom }, state, context) as ReponseAsafo).alertes ?? []).length
}

test('the version in use finds a name typed as told, and no other way', () => {
  expect(found('TESTARD FICTIF', 'ESSAIE')).toBe(1)
  expect(found('TESTARD-FICTIF', 'ESSAIE')).toBe(0)
  expect(found('Testard Fictif', 'ESSAIE')).toBe(0)
  expect(found('TESTARD FICTIF', 'AUTRE')).toBe(0)
})

test('the announced version finds it however it is typed', () => {
  expect(found('Testard-Fictif', 'essaie', 'annoncee')).toBe(1)
  expect(found('TESTARD FICTIF', 'ESSAIE', 'annoncee')).toBe(1)
})

test('a version that does not exist is a fault of the bench', () => {
  expect(() => found('A', 'B', 'future')).toThrow('choisirVersion')
})
