import { expect, test } from 'vitest'
import type { Check } from './check.js'
import { executionAvecFacturation, executionSansFacturation, factureNumerotee, lotNumerote } from './facturation.js'
import * as checks from './sequence.js'
import { codesOf, consulted, delivered, displayed, EXECUTION, EXECUTION_ID, executed, REFUSAL, tell, type Event } from './testing.js'

const seen = [consulted(), displayed()]
const pending = delivered({ statut: 'enAttente', execution: EXECUTION_ID })
const invoiced = (mode = 'sesamVitale', numeroFacture?: string): Event => (
  { call: 'facturer', params: { execution: EXECUTION_ID, mode }, observation: { numeroFacture: numeroFacture ?? '000000017' } }
)
const batched: Event = { call: 'teletransmettre', params: { factures: ['000000017'] }, observation: { numeroLot: '004' } }
const returned = (sens: 'positif' | 'negatif', numeroLot = '004'): Event => (
  { call: 'releverRetours', params: { retours: [{ nature: 'ARL', numeroLot, sens }] }, observation: { traites: 1 } }
)
const billed = (mode = 'sesamVitale') => executed({ ...EXECUTION, facturation: { numeroFacture: '000000017', numeroLot: '004', date: '2026-11-22', mode } })
const v2 = (...events: Event[]) => tell([...seen, ...events], { profil: 'officine', version: 'V2' })
const v3 = (...events: Event[]) => tell([...seen, ...events], { profil: 'officine' })

const SERVEUR = { hote: 'x', port: 1, securite: 'starttls' } as const
const MESSAGERIE = { smtp: SERVEUR, pop3: SERVEUR, identifiant: 'lps', adresse: 'lps@messagerie.invalid', destinataires: [], scor: [] }

const nominal = v2(pending, invoiced(), batched, billed(), returned('positif'))
const degraded = v2(pending, invoiced('degrade'), billed('degrade'), batched)

test.each<[string, Check]>([
  ['executionApresConsultation', checks.executionApresConsultation],
  ['executionApresArl', checks.executionApresArl],
  ['executionApresMiseEnLot', checks.executionApresMiseEnLot],
  ['executionAvecFacturation', executionAvecFacturation],
  ['executionSansFacturation', executionSansFacturation],
  ['factureNumerotee', factureNumerotee],
  ['lotNumerote', lotNumerote],
])('%s holds in simultaneous mode for an honest software', async (_name, check) => {
  expect(await codesOf(check, nominal)).toEqual([])
  expect(await codesOf(check, degraded)).toEqual([])
})

test('an execution follows the consultation of the same ordonnance', async () => {
  const other = consulted(undefined, { reply: { ordonnance: { identifiant: '03UE8SP00UGBYH4JF7' } } })
  expect(await codesOf(checks.executionApresConsultation, tell([executed(), delivered()]))).toEqual(['non-consultee'])
  expect(
    await codesOf(checks.executionApresConsultation, tell([consulted(undefined, { reply: undefined }), displayed(), executed(), delivered()])),
  ).toEqual(['non-consultee'])
  expect(await codesOf(checks.executionApresConsultation, tell([other, displayed(), executed(), delivered()]))).toEqual(['non-consultee'])
  expect(await codesOf(checks.executionApresConsultation, tell([executed(), consulted(), delivered()]))).toEqual(['non-consultee'])
})

test('in sequential mode the execution leaves during the delivery', async () => {
  expect(await codesOf(checks.executionImmediate, v3(executed(), delivered()))).toEqual([])
  expect(await codesOf(checks.executionImmediate, v3(delivered({ statut: 'enAttente' })))).toEqual(['aucun-echange'])
  expect(await codesOf(checks.executionImmediate, v3(delivered({ statut: 'enAttente' }), executed(), invoiced()))).toEqual(['aucun-echange'])
  expect(await codesOf(checks.executionImmediate, v3(executed(), delivered(), delivered({ statut: 'refusee' })))).toEqual([])
  expect(await codesOf(checks.executionImmediate, v3(delivered({ statut: 'refusee' })))).toEqual(['aucun-echange'])
  expect(await codesOf(checks.executionImmediate, v2(pending))).toEqual(['skip:configuration'])
  const unobtained = tell([consulted(undefined, { reply: undefined }), delivered({ statut: 'refusee' })], { profil: 'officine' })
  expect(await codesOf(checks.executionImmediate, unobtained)).toEqual(['skip:logiciel'])
})

test('in sequential mode no billing travels', async () => {
  expect(await codesOf(executionSansFacturation, v3(executed(), delivered()))).toEqual([])
  expect(await codesOf(executionSansFacturation, v3(billed(), delivered()))).toEqual(['presente'])
})

test('nothing leaves before the positive ARL', async () => {
  const early = [
    v2(billed(), pending),
    v2(pending, billed(), invoiced()),
    v2(pending, invoiced(), billed(), batched),
    v2(pending, invoiced(), batched, billed(), returned('negatif')),
    v2(pending, invoiced(), batched, billed(), returned('positif', '005')),
  ]
  for (const evidence of early) expect(await codesOf(checks.executionApresArl, evidence)).toEqual(['avant-arl'])
  expect(await codesOf(checks.executionApresArl, v2(pending, invoiced(), batched, returned('positif')))).toEqual(['aucun-echange'])
})

test('a lot sent by mail that no ARL accepted lets nothing go', async () => {
  const mailed = (...events: Event[]) => tell([...seen, ...events], { profil: 'officine', version: 'V2', opened: { messagerie: MESSAGERIE } })
  expect(await codesOf(checks.executionApresArl, mailed(pending, invoiced(), batched))).toEqual(['skip:logiciel'])
  expect(await codesOf(checks.executionApresArl, mailed(pending, invoiced(), batched, returned('positif')))).toEqual(['aucun-echange'])
})

test('where nothing was delivered, no execution was due', async () => {
  const stopped = v2(delivered({ statut: 'refusee' }))
  for (const check of [checks.executionApresArl, checks.executionApresMiseEnLot]) expect(await codesOf(check, stopped)).toEqual(['skip:logiciel'])
})

test('a degraded invoice sends the execution with the batch, neither before nor never', async () => {
  for (const mode of ['degrade', 'b2']) {
    expect(await codesOf(checks.executionApresMiseEnLot, v2(pending, billed(mode), invoiced(mode)))).toEqual(['avant-mise-en-lot'])
    expect(await codesOf(checks.executionApresMiseEnLot, v2(pending, invoiced(mode), batched))).toEqual(['aucun-echange'])
  }
})

test.each<[string, Check]>([
  ['executionRetenueAvantArl', checks.executionRetenueAvantArl],
  ['executionRetenueAvantMiseEnLot', checks.executionRetenueAvantMiseEnLot],
  ['executionRetenueArlNegatif', checks.executionRetenueArlNegatif],
])('%s: what has to wait is not sent', async (_name, check) => {
  expect(await codesOf(check, v2(pending, invoiced(), batched, returned('negatif')))).toEqual([])
  expect(await codesOf(check, v2(pending, invoiced(), batched, billed(), returned('negatif')))).toEqual(['transmise'])
  expect(await codesOf(check, v3(executed(), delivered()))).toEqual(['skip:configuration'])
  expect(await codesOf(check, v2())).toEqual(['skip:logiciel'])
})

test('an execution that left once its ARL had come was not to be held back', async () => {
  expect(await codesOf(checks.executionRetenueAvantArl, v2(pending, invoiced(), batched, returned('positif'), billed()))).toEqual([])
  expect(await codesOf(checks.executionRetenueArlNegatif, v2(pending, invoiced(), batched, returned('positif'), billed()))).toEqual(['transmise'])
})

test('the billing that travels is the one of the execution', async () => {
  const sending = (facturation: object | undefined) => v2(pending, invoiced(), batched, executed({ ...EXECUTION, facturation }), returned('positif'))
  const right = { numeroFacture: '000000017', numeroLot: '004', date: '2026-11-22', mode: 'sesamVitale' }
  expect(await codesOf(executionAvecFacturation, sending(undefined))).toEqual(['absente'])
  expect(await codesOf(executionAvecFacturation, sending({ ...right, numeroFacture: '000000018' }))).toEqual(['different'])
  expect(await codesOf(executionAvecFacturation, sending({ ...right, numeroLot: '005' }))).toEqual(['different'])
  expect(await codesOf(executionAvecFacturation, sending({ ...right, mode: 'b2' }))).toEqual(['different'])
})

test('an invoice has a number of its own', async () => {
  expect(await codesOf(factureNumerotee, v2(pending, invoiced(), invoiced()))).toEqual(['deja-vu'])
  expect(await codesOf(factureNumerotee, v2(pending, invoiced('b2', '17')))).toEqual(['forme'])
  expect(await codesOf(factureNumerotee, v2(pending, { call: 'facturer', params: { execution: EXECUTION_ID, mode: 'b2' } }))).toEqual(['absent'])
  expect(await codesOf(factureNumerotee, v2(pending, { call: 'facturer', params: {}, broken: 'panne' }))).toEqual(['skip:logiciel'])
  expect(await codesOf(factureNumerotee, v2(delivered({ statut: 'refusee' }), invoiced()))).toEqual(['skip:logiciel'])
})

test('a batch has a number', async () => {
  expect(await codesOf(lotNumerote, v2(pending, batched))).toEqual(['skip:logiciel'])
  expect(await codesOf(lotNumerote, v2(pending, invoiced(), { ...batched, observation: {} }))).toEqual(['absent'])
  expect(
    await codesOf(lotNumerote, v2(pending, invoiced(), { ...batched, observation: { numeroLot: '4' } })),
  ).toEqual(['forme'])
})

test('after a negative ARL the invoice made again is the one in force', async () => {
  const again: Event[] = [invoiced('sesamVitale', '000000018'), { call: 'teletransmettre', params: { factures: ['000000018'] }, observation: { numeroLot: '005' } }]
  const sentAgain = executed({ ...EXECUTION, facturation: { numeroFacture: '000000018', numeroLot: '005', date: '2026-11-22', mode: 'sesamVitale' } })
  const story = v2(pending, invoiced(), batched, returned('negatif'), ...again, sentAgain, returned('positif', '005'))
  expect(await codesOf(checks.executionApresArl, story)).toEqual([])
  expect(await codesOf(executionAvecFacturation, story)).toEqual([])
  expect(await codesOf(checks.executionApresArl, v2(pending, invoiced(), batched, returned('negatif'), ...again, returned('positif', '005')))).toEqual(['aucun-echange'])
})

test('two lots do not bear the same number', async () => {
  expect(await codesOf(lotNumerote, v2(pending, invoiced(), batched, batched))).toEqual(['deja-vu'])
  const lot = (destinataire: string) => ({ ...batched, observation: { lots: [{ numeroLot: '004', factures: ['000000017'], destinataire, statut: 'envoye' }] } })
  expect(await codesOf(lotNumerote, v2(pending, invoiced(), lot('01999@999.01.rss.fr'), lot('02471@471.02.rss.fr')))).toEqual([])
  expect(await codesOf(lotNumerote, v2(pending, invoiced(), lot('01999@999.01.rss.fr'), lot('01999@999.01.rss.fr')))).toEqual(['deja-vu'])
})

test('what was refused is not sent again as it is', async () => {
  const refused = executed(EXECUTION, { reply: undefined, fault: REFUSAL })
  const failed = executed(EXECUTION, { reply: undefined })
  expect(await codesOf(checks.refusNonRejoue, v3(refused, refused, delivered({ statut: 'refusee' })))).toEqual(['rejouee'])
  expect(await codesOf(checks.refusNonRejoue, v3(refused, delivered({ statut: 'refusee' }), refused, delivered({ statut: 'refusee' })))).toEqual([])
  expect(await codesOf(checks.refusNonRejoue, v3(failed, executed(), delivered()))).toEqual([])
})
