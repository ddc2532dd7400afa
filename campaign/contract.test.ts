import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CANONICAL_OPERATIONS } from '../core/canonical.js'
import { Incident, type Diagnosis } from '../core/errors.js'
import { VERBS } from '../core/pilotage.js'
import { PROJECT_ROOT } from '../core/project.js'
import { loadPack, type Pack } from '../schemas/pack.js'
import { capabilityOf, operationsOf } from '../schemas/pilotage.js'
import { checkContract, neededOperations } from './contract.js'
import { allScenarios } from './plan.js'

const PUBLIC = join(PROJECT_ROOT, 'schemas/packs/public')
const VERSIONS = ['V2', 'V3'] as const

/** The public contract with one file changed. */
function contract(file: string, change: (text: string) => string): Pack {
  const folder = mkdtempSync(join(tmpdir(), 'preserie-contrat-'))
  cpSync(PUBLIC, folder, { recursive: true })
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')))
  return loadPack(folder)
}

const session = (declined: Record<string, string> = {}, packageVersion: 'V2' | 'V3' = 'V3') => ({ path: 'preserie.yaml', profiles: ['prescripteur', 'officine'] as ('prescripteur' | 'officine')[], packageVersion, declined })

function refusal(pack: Pack, declared = session()): Diagnosis {
  try {
    checkContract(pack, declared)
  } catch (cause) {
    if (cause instanceof Incident && cause.attribution === 'configuration') return cause.diagnosis
    throw cause
  }
  throw new Error('the contract was accepted')
}

const without = (...volets: string[]) => (text: string): string => text.replace(/^volets: \[(.*)\]$/m, (_line, names: string) => `volets: [${names.split(', ').filter((name) => !volets.includes(name)).join(', ')}]`)

test('the contracts at hand have all that any session asks for', () => {
  for (const folder of [PUBLIC, join(PROJECT_ROOT, 'schemas/testing/autre')]) {
    for (const version of VERSIONS) expect(() => checkContract(loadPack(folder), session({}, version))).not.toThrow()
  }
})

test('a contract without the operations of a capability is refused: which, where, and what to do', () => {
  const found = refusal(contract('pack.yaml', without('insi-lot.yaml', 'asafo.yaml')))
  expect(found.what).toBe('Le contrat « public » ne décrit pas des opérations que la session demande : WS_INS3, WS_INS4, WS_INS5 (capacité insiParLot) ; ASAFO_RECHERCHER (capacité asafo).')
  expect(found.where).toMatch(/pack\.yaml, ligne \d+$/)
  expect(found.next).toContain('décliner insiParLot, asafo dans capacites_declinees de preserie.yaml, avec la raison')
})

test('declining the capabilities makes the same contract enough', () => {
  const pack = contract('pack.yaml', without('insi-lot.yaml', 'asafo.yaml'))
  expect(() => checkContract(pack, session({ insiParLot: 'pas de lot', asafo: 'pas de recherche' }))).not.toThrow()
  expect(() => checkContract(pack, { ...session({ asafo: 'pas de recherche' }), profiles: ['officine'] })).not.toThrow()
})

test('an operation of the profile itself cannot be declined', () => {
  const pack = contract('pack.yaml', (text) => text.replace(/ {2}WS_EP6:\n(?: {4}.*\n)+/, ''))
  const found = refusal(pack)
  expect(found.what).toContain('WS_EP6 (profil prescripteur, officine, paquet V3)')
  expect(found.next).not.toContain('décliner')
  expect(() => checkContract(pack, session({}, 'V2'))).not.toThrow()
})

test('an operation given to a service that does not know it is refused at its line', () => {
  const found = refusal(contract('adri.yaml', (text) => text.replace('service: droits', 'service: droit')))
  expect(found).toMatchObject({ expected: 'service: droits', received: 'service: droit' })
  expect(found.where).toMatch(/adri\.yaml, ligne 15$/)
})

test('an operation at a path of plain HTTP is refused: no call would reach it', () => {
  const found = refusal(contract('asafo.yaml', (text) => text.replace('chemin: /asafo', 'chemin: /connect')))
  expect(found).toMatchObject({ received: 'chemin: /connect' })
  expect(found.what).toContain('ASAFO_RECHERCHER')
})

test('an operation that the bench does not know is refused at its line', () => {
  const found = refusal(contract('asafo.yaml', (text) => text.replace('  ASAFO_RECHERCHER:', '  ASAFO_CHERCHER:')))
  expect(found.what).toContain('ASAFO_CHERCHER')
  expect(found.expected).toContain('ASAFO_RECHERCHER')
})

/* ---- What the pilotage contract says of operations, against the scenarios and the canonical model ---- */

test('each operation of the canonical model is called by a verb, and a verb calls no other', () => {
  const called = new Set(VERBS.flatMap((verb) => VERSIONS.flatMap((version) => operationsOf(verb, version))))
  expect([...called].sort()).toEqual(Object.keys(CANONICAL_OPERATIONS).sort())
})

test('a capability whose verbs call an operation has scenarios in that version, and the other way round', () => {
  const capabilities = new Set(VERBS.flatMap((verb) => (VERSIONS.some((version) => operationsOf(verb, version).length > 0) ? (capabilityOf(verb) ?? []) : [])))
  const scenarios = allScenarios()
  for (const capability of capabilities) {
    for (const version of VERSIONS) {
      const called = VERBS.some((verb) => capabilityOf(verb) === capability && operationsOf(verb, version).length > 0)
      const played = scenarios.some(({ tags }) => tags.includes(`capacite:${capability}`) && (tags.includes(version) || !tags.some((tag) => tag === 'V2' || tag === 'V3')))
      expect(`${capability} ${version} ${String(called)}`).toBe(`${capability} ${version} ${String(played)}`)
    }
  }
})

test('what a verb of the profile calls is needed whatever is declined', () => {
  expect(neededOperations(session({ consultationExecutions: 'non' })).get('WS_EP3')).toBeUndefined()
  expect(neededOperations(session({ consultationExecutions: 'non' })).has('WS_EP3')).toBe(true)
  expect(neededOperations(session()).get('ADRI')).toBe('adri')
})
