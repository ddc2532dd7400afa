import { afterAll, beforeAll, expect, it } from 'vitest'
import { startBench, type TestBench } from '../testing/bench.js'

let bench: TestBench
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.close())

const pageOf = async (response: Response): Promise<string> => response.text()
const get = async (path: string): Promise<string> => pageOf(await fetch(new URL(path, bench.application.pages)))
const post = async (path: string, fields: Record<string, string> = {}): Promise<string> =>
  pageOf(await fetch(new URL(path, bench.application.pages), { method: 'POST', body: new URLSearchParams(fields) }))

it('reads a phone, lets the pharmacist choose who is served, and ends the act', async () => {
  const here = `/sessions/${await bench.open('officine')}/apcv`
  expect(await get(here)).toContain('Présenter l’application carte Vitale')
  const read = await post(`${here}/nfc`, { donnees: 'A1 B2' })
  expect(read).toContain('Application carte Vitale de TESTARD ALMA lue.')
  expect(read).toContain('INS 2850599999021')
  expect(await post(`${here}/beneficiaire`, { rang: '2' })).toContain('<option value="2" selected>TESTARD ECHO')
  expect(await post(`${here}/beneficiaire`, { rang: '9' })).toContain('Aucune personne de ce rang')
  expect(await post(`${here}/fin`)).toContain('Acte terminé')
  expect(await get(here)).not.toContain('TESTARD')
})

it('searches ASAFO with a name as it is written, and shows what is found', async () => {
  const here = `/sessions/${await bench.open('officine')}/asafo`
  expect(await post(here, { nom: 'Testard-Fictif', prenom: 'Anne' })).toContain('SIM-ASAFO-1')
  expect(bench.service.of('ASAFO_RECHERCHER').at(-1)!.request).toEqual({ nom: 'TESTARD FICTIF', prenom: 'ANNE' })
  expect(await post(here, { nom: 'Autre', prenom: 'Anne' })).toContain('Aucune alerte')
})
