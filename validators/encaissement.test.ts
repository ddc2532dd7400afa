import { expect, test } from 'vitest'
import type { TransmissionFacturation } from '../core/ordonnance.js'
import type { RecordedOpening } from '../core/pilotage.js'
import type { Check } from './check.js'
import * as checks from './encaissement.js'
import { codesOf, consulted, delivered, displayed, EXECUTION, EXECUTION_ID, executed, REFUSAL, tell, UNAVAILABLE, WARNING, type Event } from './testing.js'

const OTHER_ID = '7c1d2b34-1f0a-4f5e-8d6c-0e9a8b7c6d5e'
const FACTURATION: TransmissionFacturation['facturation'] = { numeroFacture: '000000001', numeroLot: '001', date: '2026-11-22', mode: 'sesamVitale', lignes: [1, 3] }
const BILLED: TransmissionFacturation = { version: 'V3', execution: EXECUTION_ID, ordonnance: EXECUTION.ordonnance, executant: EXECUTION.executant, facturation: FACTURATION }

const story = (events: readonly Event[], opened: Partial<RecordedOpening> = {}, version: 'V2' | 'V3' = 'V3') => tell([consulted(), displayed(), ...events], { profil: 'officine', version, opened })
const invoiced = (mode = 'sesamVitale'): Event => ({ call: 'facturer', params: { execution: EXECUTION_ID, mode }, observation: { numeroFacture: '000000001' } })
const lot: Event = { call: 'teletransmettre', params: { factures: ['000000001'] }, observation: { numeroLot: '001' } }
const arl = (sens = 'positif', numeroLot = '001', messages: unknown[] = []): Event => ({ call: 'releverRetours', params: { retours: [{ numeroLot, sens }] }, observation: { messages } })
const billed = (request: unknown = BILLED, rest: Partial<Extract<Event, { exchange: string }>> = {}): Event => ({ exchange: 'WS_EP6', request, reply: {}, ...rest })
const acted = [executed(), delivered(), invoiced(), lot]

const honest = story([...acted, billed(), arl()])
const FAULTLESS = Object.entries<Check>(checks).filter(([name]) => !/Annonce$|Reprise$/.test(name))

test.each(FAULTLESS)('%s holds when the invoice leaves with the positive ARL of its lot', async (_name, check) => {
  expect(await codesOf(check, honest)).toEqual([])
})

const sent = (changes: Partial<TransmissionFacturation>) => story([...acted, billed({ ...BILLED, ...changes }), arl()])
const invoice = (changes: Partial<TransmissionFacturation['facturation']>) => sent({ facturation: { ...FACTURATION, ...changes } })
const { lignes: _lines, ...WITHOUT_LINES } = FACTURATION

test.each([
  ['an invoice whose moment came and never left', checks.facturationTransmise, story([...acted, arl()]), ['aucun-echange']],
  ['the invoice of another execution instead', checks.facturationTransmise, sent({ execution: OTHER_ID }), ['aucun-echange']],
  ['a message out of its contract', checks.facturationConforme, story([...acted, billed(BILLED, { schemaIssues: [{ message: 'date' }] }), arl()]), ['non-conforme']],
  ['an execution that nobody declared', checks.facturationExecution, story([...acted, billed({ ...BILLED, execution: OTHER_ID }, { reply: undefined, fault: REFUSAL }), arl()]), ['inconnue']],
  ['an execution that the base refused', checks.facturationExecution, story([executed(EXECUTION, { reply: undefined, fault: REFUSAL }), delivered({ statut: 'refusee' }), billed(BILLED, { reply: undefined, fault: REFUSAL }), arl()]), ['inconnue']],
  ['another ordonnance', checks.facturationExecution, sent({ ordonnance: '03UE8SP00UGBYH4JF7' }), ['different']],
  ['another invoice number', checks.facturationDonnees, invoice({ numeroFacture: '000000002' }), ['different']],
  ['another lot', checks.facturationDonnees, invoice({ numeroLot: '002' }), ['different']],
  ['another mode', checks.facturationDonnees, invoice({ mode: 'b2' }), ['different']],
  ['an invoice sent twice', checks.facturationUnique, story([...acted, billed(), arl(), billed(), arl()]), ['en-double']],
  ['no invoice at all', checks.facturationAuMoment, story([executed(), billed(), delivered()]), ['sans-facture']],
  ['an invoice sent before its lot', checks.facturationAuMoment, story([executed(), delivered(), billed(), invoiced()]), ['avant-mise-en-lot']],
  ['an invoice sent with the lot, before its ARL', checks.facturationAuMoment, story([executed(), delivered(), invoiced(), billed(), lot]), ['avant-arl']],
  ['an invoice sent on a negative ARL', checks.facturationAuMoment, story([...acted, billed(), arl('negatif')]), ['avant-arl']],
  ['an invoice sent on the ARL of another lot', checks.facturationAuMoment, story([...acted, billed(), arl('positif', '002')]), ['avant-arl']],
  ['a second call in simultaneous mode', checks.facturationAvecExecution, story([...acted, billed(), arl()], { modeTransmission: 'simultane' }), ['deux-envois']],
  ['a line that was not delivered', checks.facturationLignes, invoice({ lignes: [1, 2, 3] }), ['inattendu']],
  ['a line left out', checks.facturationLignes, invoice({ lignes: [1] }), ['absent']],
  ['no line at all', checks.facturationLignes, sent({ facturation: WITHOUT_LINES }), ['absent', 'absent']],
  ['another pharmacist', checks.facturationExecutant, sent({ executant: { ...EXECUTION.executant, rpps: '99900003026' } }), ['different']],
  ['another structure', checks.facturationExecutant, sent({ executant: { ...EXECUTION.executant, structure: { finess: '990099999', raisonSociale: 'X' } } }), ['different']],
])('%s is found', async (_title, check, evidence, codes) => {
  expect(await codesOf(check, evidence)).toEqual(codes)
})

test('without an ARL to wait for, the invoice leaves with its lot', async () => {
  const withLot = (mode: string, opened: Partial<RecordedOpening> = {}) => story([executed(), delivered(), invoiced(mode), billed({ ...BILLED, facturation: { ...FACTURATION, mode } }), lot], opened)
  const neverLeft = (mode: string, opened: Partial<RecordedOpening> = {}) => story([executed(), delivered(), invoiced(mode), lot], opened)
  for (const [mode, opened] of [['b2', {}], ['degrade', {}], ['sesamVitale', { facturationSequentielle: 'apresMiseEnLot' }]] as const) {
    expect(await codesOf(checks.facturationAuMoment, withLot(mode, opened))).toEqual([])
    expect(await codesOf(checks.facturationTransmise, withLot(mode, opened))).toEqual([])
    expect(await codesOf(checks.facturationTransmise, neverLeft(mode, opened))).toEqual(['aucun-echange'])
  }
})

test('an invoice that left too early is one fault: sending it again in time is not a second one', async () => {
  const early = story([executed(), delivered(), invoiced(), billed(), lot, billed(), arl()])
  expect(await codesOf(checks.facturationAuMoment, early)).toEqual(['avant-arl'])
  expect(await codesOf(checks.facturationUnique, early)).toEqual([])
})

test('in simultaneous mode the lines are those of the invoice that the execution holds', async () => {
  const together = (lignes: number[]) => story([executed({ ...EXECUTION, facturation: { ...FACTURATION, lignes } }), delivered()], { modeTransmission: 'simultane' })
  expect(await codesOf(checks.facturationLignes, together([1, 3]))).toEqual([])
  expect(await codesOf(checks.facturationLignes, together([1]))).toEqual(['absent'])
})

test('a line that is not reimbursed is not billed, and V2 says nothing of lines', async () => {
  const unpaid = { ...EXECUTION, lignes: EXECUTION.lignes.map((line) => (line.numero === 3 ? { ...line, nonRembourse: true } : line)) }
  const story3 = (lignes: number[], version: 'V2' | 'V3' = 'V3') => story([executed(unpaid), delivered(), invoiced(), lot, billed({ ...BILLED, facturation: { ...FACTURATION, lignes } }), arl()], {}, version)
  expect(await codesOf(checks.facturationLignes, story3([1]))).toEqual([])
  expect(await codesOf(checks.facturationLignes, story3([1, 3]))).toEqual(['inattendu'])
  expect(await codesOf(checks.facturationLignes, story3([1, 3], 'V2'))).toEqual([])
})

const unanswered = (rest: Partial<Extract<Event, { exchange: string }>>, messages: unknown[]) => story([...acted, billed(BILLED, { reply: undefined, ...rest }), arl('positif', '001', messages)])

test('a refusal is told to the pharmacist where the return is read', async () => {
  expect(await codesOf(checks.facturationRefusAnnonce, unanswered({ fault: REFUSAL }, [WARNING]))).toEqual([])
  expect(await codesOf(checks.facturationRefusAnnonce, unanswered({ fault: REFUSAL }, []))).toEqual(['muet'])
  expect(await codesOf(checks.facturationRefusAnnonce, honest)).toEqual(['skip:logiciel'])
})

test.each([['a broken connection', {}], ['an unavailable service', { fault: UNAVAILABLE }]])('%s is told to the pharmacist', async (_title, rest) => {
  expect(await codesOf(checks.facturationEchecAnnonce, unanswered(rest, [WARNING]))).toEqual([])
  expect(await codesOf(checks.facturationEchecAnnonce, unanswered(rest, []))).toEqual(['muet'])
  expect(await codesOf(checks.facturationEchecAnnonce, honest)).toEqual(['skip:logiciel'])
})

test('an invoice whose sending failed leaves again at the next return', async () => {
  const failed = [...acted, billed(BILLED, { reply: undefined }), arl()]
  expect(await codesOf(checks.facturationReprise, story([...failed, billed(), arl()]))).toEqual([])
  expect(await codesOf(checks.facturationReprise, story([...failed, arl()]))).toEqual(['abandonnee'])
  expect(await codesOf(checks.facturationReprise, story([...failed, billed(BILLED, { reply: undefined }), arl()]))).toEqual([])
  expect(await codesOf(checks.facturationReprise, story(failed))).toEqual(['skip:banc'])
  expect(await codesOf(checks.facturationReprise, honest)).toEqual(['skip:logiciel'])
})

test('the absence of WS_EP6 is one finding, that of facturationTransmise', async () => {
  const silent = story([...acted, arl()])
  for (const check of [
    checks.facturationConforme,
    checks.facturationExecution,
    checks.facturationDonnees,
    checks.facturationUnique,
    checks.facturationExecutant,
    checks.facturationReprise,
    checks.facturationRefusAnnonce,
    checks.facturationEchecAnnonce,
  ]) {
    expect(await codesOf(check, silent)).toEqual(['skip:logiciel'])
  }
  for (const check of [checks.facturationAuMoment, checks.facturationAvecExecution, checks.facturationLignes]) expect(await codesOf(check, silent)).toEqual([])
})

test('an invoice is not awaited before its moment, of a refused execution, in simultaneous mode, nor when something else explains its absence', async () => {
  const refused = [executed(EXECUTION, { reply: undefined, fault: REFUSAL }), delivered({ statut: 'refusee' })]
  expect(await codesOf(checks.facturationTransmise, story(acted))).toEqual(['skip:logiciel'])
  expect(await codesOf(checks.facturationTransmise, story([...acted, arl('negatif')]))).toEqual(['skip:logiciel'])
  expect(await codesOf(checks.facturationTransmise, story([...refused, invoiced(), lot, arl()]))).toEqual(['skip:logiciel'])
  expect(await codesOf(checks.facturationTransmise, story([...acted, arl()], { modeTransmission: 'simultane' }))).toEqual(['skip:configuration'])
  expect(await codesOf(checks.facturationTransmise, story([...acted, { exchange: 'inconnue' }, arl()]))).toEqual(['skip:logiciel'])
  expect(await codesOf(checks.facturationTransmise, story([...acted, { incident: 'reseau', message: 'coupure' }, arl()]))).toEqual(['skip:reseau'])
})
