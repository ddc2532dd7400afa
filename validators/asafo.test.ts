import { expect, test } from 'vitest'
import type { Check } from './check.js'
import { Inconclusive } from './check.js'
import { asafoAlertes, asafoAucune, asafoAucuneFondee, asafoCherchee, asafoConforme, asafoEchecDit, asafoMajuscules, asafoSansBlocage, asafoTiret } from './asafo.js'
import { tell, type Event } from './testing.js'

const alert = { reference: 'SIM-ASAFO-0001', date: '2026-11-20', nom: 'TESTARD FICTIF', prenom: 'ESSAIE', motif: 'Fausse.' }
const exchange = (request: object, reply: object | null = { alertes: [alert] }): Event => ({ exchange: 'ASAFO_RECHERCHER', request, ...(reply ? { reply } : {}) })
const search = (observation: object, nom = 'Testard-Fictif'): Event => ({ call: 'rechercherAsafo', params: { nom, prenom: 'Essaie' }, observation: observation as Record<string, unknown> })
const right = { nom: 'TESTARD FICTIF', prenom: 'ESSAIE' }
const { reference, date, motif } = alert
const found = { statut: 'trouvees', alertes: [{ reference, date, motif }], messages: [{ niveau: 'avertissement', texte: 'Alerte.' }] }
const none = { statut: 'aucune', messages: [{ niveau: 'information', texte: 'Aucune alerte.' }] }

async function codes(check: Check, ...events: Event[]): Promise<string[]> {
  try {
    return (await check.check(tell(events, { profil: 'officine' }), {})).map(({ code }) => code)
  } catch (cause) {
    if (cause instanceof Inconclusive) return ['non-evaluable']
    throw cause
  }
}

test('an honest search passes', async () => {
  for (const check of [asafoConforme, asafoMajuscules, asafoTiret, asafoCherchee, asafoAlertes, asafoAucuneFondee]) expect(await codes(check, exchange(right), search(found))).toEqual([])
  for (const check of [asafoAucune, asafoAucuneFondee]) expect(await codes(check, exchange(right, {}), search(none))).toEqual([])
})

test('how a name is typed is judged apart from which name it is', async () => {
  expect(await codes(asafoMajuscules, exchange({ nom: 'Testard Fictif', prenom: 'ESSAIE' }), search(none))).toEqual(['minuscules'])
  expect(await codes(asafoTiret, exchange({ nom: 'TESTARD-FICTIF', prenom: 'ESSAIE' }), search(none))).toEqual(['tiret'])
  expect(await codes(asafoTiret, exchange({ nom: 'TESTARDFICTIF', prenom: 'ESSAIE' }), search(none))).toEqual(['colle'])
  expect(await codes(asafoCherchee, exchange({ nom: 'Testard-Fictif', prenom: 'ESSAIE' }), search(none))).toEqual([])
  expect(await codes(asafoCherchee, exchange({ nom: 'AUTRE', prenom: 'ESSAIE' }), search(none))).toEqual(['different'])
  expect(await codes(asafoCherchee, search(none))).toEqual(['aucun-echange'])
})

test('the screen says what was found, or that nothing was', async () => {
  expect(await codes(asafoAlertes, exchange(right), search({ ...found, alertes: [] }))).toEqual(['absent'])
  expect(await codes(asafoAlertes, exchange(right), search({ ...found, messages: [] }))).toEqual(['muet'])
  expect(await codes(asafoAucune, exchange(right, {}), search({ statut: 'aucune', messages: [] }))).toEqual(['muet'])
})

test('a search that failed is no search without alert', async () => {
  expect(await codes(asafoAucuneFondee, exchange(right, null), search(none))).toEqual(['usurpee'])
  expect(await codes(asafoEchecDit, exchange(right, null), search(none))).toEqual(['muet'])
  expect(await codes(asafoEchecDit, exchange(right), search(found))).toEqual(['non-evaluable'])
})

test('an alert does not decide', async () => {
  const delivery = (statut: string): Event => ({ call: 'delivrer', params: {}, observation: { statut } })
  expect(await codes(asafoSansBlocage, exchange(right), search(found), delivery('refusee'))).toEqual(['bloquee'])
  expect(await codes(asafoSansBlocage, exchange(right), search(found), delivery('transmise'))).toEqual([])
})
