import { expect, test } from 'vitest'
import type { Check } from './check.js'
import * as checks from './tableau.js'
import { codesOf, consulted, delivered, displayed, EXECUTION, EXECUTION_ID, executed, IDENTIFIANT, REFUSAL, REPONSE, tell, UNAVAILABLE, type Event } from './testing.js'

const OTHER_ID = '7c1d2b34-1f0a-4f5e-8d6c-0e9a8b7c6d5e'
const OTHER_NUMBER = '03UE8SP00UGBYH4JF7'
const officine = (...events: Event[]) => tell([consulted(), displayed(), ...events], { profil: 'officine' })
const row = (changes: object = {}) => ({ execution: EXECUTION_ID, transmission: 'transmise', facturee: false, ...changes })
const followed = (executions: unknown[] = [row()], changes: object = {}) => ({ identifiant: IDENTIFIANT, etat: 'executee', executions, ...changes })
const shows = (...ordonnances: unknown[]): Event => ({ call: 'afficherTableauDeBord', params: {}, observation: { ordonnances } })

const done = executed(EXECUTION, { reply: { statut: 'executee' } })
const refused = executed(EXECUTION, { reply: undefined, fault: REFUSAL })
const cut = executed(EXECUTION, { reply: undefined })
const lost = executed(EXECUTION, { reply: undefined, injected: true, fault: { ...REFUSAL, code: 'SIM-REPONSE-PERDUE' } })
const unavailable = executed(EXECUTION, { reply: undefined, fault: UNAVAILABLE })
const billed: Event = { exchange: 'WS_EP6', request: { execution: EXECUTION_ID }, reply: {} }

const honest = officine(done, delivered(), shows(followed()))

test.each(Object.entries<Check>(checks))('%s holds for an honest dashboard', async (_name, check) => {
  expect(await codesOf(check, honest)).toEqual([])
})

const shown = (...ordonnances: unknown[]) => officine(done, delivered(), shows(...ordonnances))
const told = (sending: Event, transmission: string, derniereErreur?: string) => officine(sending, delivered({ statut: 'enEchec', execution: EXECUTION_ID }), shows(followed([row({ transmission, derniereErreur })], { etat: 'active' })))

test.each([
  ['a delivery left out', checks.tableauComplet, shown(followed([])), ['oubliee']],
  ['a refused delivery left out', checks.tableauComplet, officine(refused, delivered({ statut: 'refusee', execution: EXECUTION_ID }), shows()), ['oubliee']],
  ['a delivery nobody made', checks.tableauComplet, shown(followed([row(), row({ execution: OTHER_ID })])), ['inventee']],
  ['a delivery under another ordonnance', checks.tableauComplet, shown(followed([]), followed([row()], { identifiant: OTHER_NUMBER })), ['ailleurs']],
  ['a transmitted execution said to wait', checks.tableauTransmission, shown(followed([row({ transmission: 'enAttente' })])), ['different']],
  ['a refused execution said transmitted', checks.tableauTransmission, told(refused, 'transmise', REFUSAL.code), ['different']],
  ['a failed execution said transmitted', checks.tableauTransmission, told(cut, 'transmise', 'délai dépassé'), ['different']],
  ['an execution that never left said transmitted', checks.tableauTransmission, officine(delivered({ statut: 'enAttente', execution: EXECUTION_ID }), shows(followed())), ['different']],
  ['an execution said billed that is not', checks.tableauFacturation, shown(followed([row({ facturee: true })])), ['different']],
  ['a billed execution not said billed', checks.tableauFacturation, officine(done, delivered(), billed, shows(followed())), ['different']],
  ['a refusal without its error', checks.tableauErreur, told(refused, 'refusee'), ['absent']],
  ['the error of something else', checks.tableauErreur, told(refused, 'refusee', 'SIM-EP-12 Autre chose'), ['different']],
  ['a failure without its error', checks.tableauErreur, told(cut, 'enEchec', ' '), ['different']],
  ['the state before the delivery', checks.tableauEtat, shown(followed([row()], { etat: 'active' })), ['different']],
  ['no state', checks.tableauEtat, shown(followed([row()], { etat: undefined })), ['absent']],
  ['a call made to show the dashboard', checks.tableauSansAppel, officine(done, delivered(), consulted(), shows(followed())), ['appel']],
])('%s is found', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, evidence)).toEqual(codes)
})

test.each([
  ['a refusal', refused, ['refusee']],
  ['a broken connection', cut, ['enEchec']],
  ['an unavailable service', unavailable, ['enEchec', 'refusee']],
  ['an answer lost on the way', lost, ['transmise', 'enEchec', 'refusee']],
])('%s is told in the words that are true of it', async (_title, sending, words) => {
  const truthful = []
  for (const word of ['transmise', 'enAttente', 'refusee', 'enEchec']) if ((await codesOf(checks.tableauTransmission, told(sending, word))).length === 0) truthful.push(word)
  expect(truthful.toSorted()).toEqual(words.toSorted())
})

test('an error is told by its code or by its words', async () => {
  for (const error of [REFUSAL.code, `Erreur ${REFUSAL.code}`, REFUSAL.message]) expect(await codesOf(checks.tableauErreur, told(refused, 'refusee', error))).toEqual([])
  expect(await codesOf(checks.tableauErreur, told(cut, 'enEchec', 'le service ne répond pas'))).toEqual([])
})

test('an execution sent again with success has no error left to show', async () => {
  expect(await codesOf(checks.tableauErreur, officine(cut, delivered({ statut: 'enEchec', execution: EXECUTION_ID }), done, delivered(), shows(followed())))).toEqual([])
})

test('an invoice held by the execution bills it, a refused one does not', async () => {
  const together = executed({ ...EXECUTION, facturation: {} }, { reply: { statut: 'executee' } })
  const unbilled: Event = { ...billed, reply: undefined, fault: REFUSAL }
  expect(await codesOf(checks.tableauFacturation, officine(together, delivered(), shows(followed([row({ facturee: true })]))))).toEqual([])
  expect(await codesOf(checks.tableauFacturation, officine(done, delivered(), unbilled, shows(followed())))).toEqual([])
})

test('the last answer gives the state, and nothing is known of an ordonnance that was never obtained', async () => {
  const again = consulted(undefined, { reply: { ...REPONSE, statut: 'annulee' } })
  expect(await codesOf(checks.tableauEtat, officine(done, delivered(), again, displayed(), shows(followed([row()], { etat: 'annulee' }))))).toEqual([])
  expect(await codesOf(checks.tableauEtat, shown(followed([], { identifiant: OTHER_NUMBER, etat: 'active' })))).toEqual([])
})

test('each dashboard is judged on what took place before it', async () => {
  const early = shows()
  expect(await codesOf(checks.tableauTransmission, officine(delivered({ statut: 'enAttente', execution: EXECUTION_ID }), shows(followed([row({ transmission: 'enAttente' })], { etat: 'active' })), done, shows(followed())))).toEqual([])
  expect(await codesOf(checks.tableauEtat, officine(early, done, delivered(), shows(followed())))).toEqual([])
})

test('a missing row is the business of tableauComplet alone', async () => {
  for (const check of [checks.tableauTransmission, checks.tableauFacturation, checks.tableauErreur]) expect(await codesOf(check, shown(followed([])))).toEqual([])
})

test('no dashboard, or no delivery to follow: nothing to judge', async () => {
  for (const check of Object.values(checks)) expect(await codesOf(check, officine(done, delivered()))).toEqual(['skip:logiciel'])
  for (const check of [checks.tableauComplet, checks.tableauTransmission, checks.tableauFacturation, checks.tableauErreur]) expect(await codesOf(check, officine(shows()))).toEqual(['skip:logiciel'])
})
