import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CERTIFICATIONS } from '../core/facturation.js'
import { PROJECT_ROOT } from '../core/project.js'
import { lireReferentiel, recoursDe, REFERENTIEL, tauxAttendus } from './referentiel.js'
import { partAmo, tauxFacture } from './vente.js'

const FOLDER = join(PROJECT_ROOT, 'schemas/facturation')

test('the modes are those of the vocabulary; every act that a rule or a fee names exists', () => {
  expect(Object.fromEntries(REFERENTIEL.modes.map(({ mode, certification }) => [mode, certification]))).toEqual(CERTIFICATIONS)
  const named = [...REFERENTIEL.regles.flatMap(({ code }) => code ?? []), ...[...REFERENTIEL.actes.values()].flatMap(({ avec = [] }) => avec)]
  expect(named.filter((code) => !REFERENTIEL.actes.has(code))).toEqual([])
  for (const { regime } of REFERENTIEL.routage.caisses) expect(REFERENTIEL.routage.types[regime]).toBeDefined()
})

test('each date kept as data says its source', () => {
  expect(REFERENTIEL.arrets).toMatchObject([{ flux: 'addendum4', dernierJour: '2025-04-30', source: 'CTPPN du 22/01/2025, section 13 (proposition)' }])
})

test('a wrong file is told with its line, what was expected and what was received', () => {
  const folder = mkdtempSync(join(tmpdir(), 'referentiel-'))
  cpSync(FOLDER, folder, { recursive: true })
  const path = join(folder, 'regles.yaml')
  const text = readFileSync(path, 'utf8').replace("dernierJour: '2025-04-30'", "dernierJour: 'avril'")
  writeFileSync(path, text)
  const line = text.split('\n').findIndex((one) => one.includes("'avril'")) + 1
  expect(() => lireReferentiel(folder)).toThrow(new RegExp(`regles\\.yaml|ligne ${line}`))
  try {
    lireReferentiel(folder)
  } catch (cause) {
    expect((cause as { diagnosis: { where: string } }).diagnosis.where).toBe(`${path}, ligne ${line}`)
  }
})

test('what the AMO pays: the act, then the exoneration, then Alsace-Moselle', () => {
  const rates = (code: string, exoneration = '0', natureAssurance = '10'): number[] | undefined => tauxAttendus(REFERENTIEL.actes.get(code)!, { exoneration, natureAssurance })
  expect(rates('PH7')).toEqual([65])
  expect(rates('PH7', '4')).toEqual([100])
  expect(rates('PH7', '0', '41')).toEqual([100])
  expect(rates('PH7', '0', '13')).toEqual([90])
  expect(rates('PH2', '4')).toEqual([15, 100])
  expect(rates('PHN', '4')).toEqual([0])
  expect(rates('MHU')).toBeUndefined()
  const taux = (codeActe: string, exoneration: string): number => tauxFacture({ codeActe, taux: 65 }, { exoneration, natureAssurance: '10' })
  expect([taux('PH7', '0'), taux('PH7', '4'), taux('PHN', '4'), taux('ZZZ', '4')]).toEqual([65, 100, 65, 100])
  // Half a cent goes up.
  expect([partAmo(1080, 65), partAmo(10, 65), partAmo(1, 50), partAmo(333, 15)]).toEqual([702, 7, 1, 50])
})

test('an undue claim goes back 36 months, a correction of the complementary part 24', () => {
  const at = (jour: string): unknown => recoursDe({ date: '2026-11-24' }, jour)
  expect(at('2028-11-24')).toEqual({ induPossible: true, amcRectifiable: true })
  expect(at('2028-11-25')).toEqual({ induPossible: true, amcRectifiable: false })
  expect(at('2029-11-24')).toEqual({ induPossible: true, amcRectifiable: false })
  expect(at('2029-11-25')).toEqual({ induPossible: false, amcRectifiable: false })
})
