import { expect, test } from 'vitest'
import type { Execution, Ligne, LigneExecution, Modification, Ordonnance, ReponseConsultation, TransmissionFacturation } from '../core/ordonnance.js'
import { seedFrom } from '../core/seed.js'
import simulator from './ordonnances.js'
import type { Dossiers } from './ordonnances.js'
import { PATIENTS, PHARMACIENS, preparateurDe, PRESCRIPTEURS, PRODUITS } from './population.js'
import type { OperationContext } from './simulator.js'
import { codeOf } from './testing/refusals.js'

const now = new Date('2026-11-22T10:30:00Z')
const seed = seedFrom('essai')
const here = PHARMACIENS.officineUn
const elsewhere = PHARMACIENS.officineDeux

const as = (idNat: string, more: Partial<OperationContext> = {}): OperationContext => ({
  now,
  sender: { mode: 'CPS', idNat, attributes: {} },
  packageVersion: 'V3',
  modeTransmission: 'sequentiel',
  ...more,
})
const counter = (more: Partial<OperationContext> = {}): OperationContext => as(`8${here.rpps}`, more)

const drug = (numero: number, more: Partial<Ligne> = {}): Ligne => ({ numero, type: 'medicament', produit: PRODUITS.clamoxyl, posologie: '1 matin et soir', quantite: 1, ...more })

const written = (lignes: Ligne[], more: Partial<Ordonnance> = {}): Ordonnance => ({
  identifiant: '01S2TBPZ2JCNZZYGHZ',
  dateHeure: '2026-11-20T11:00:00+01:00',
  patient: PATIENTS.adulte,
  prescripteur: PRESCRIPTEURS.generaliste,
  opposition: false,
  lignes,
  ...more,
})

const ordonnance = written([drug(1), drug(2, { produit: PRODUITS.doliprane })])
const box = (numero = 1, more: Partial<LigneExecution> = {}): LigneExecution => ({ numero, statut: 'delivree', produit: PRODUITS.clamoxyl, quantite: 1, ...more })

const execution: Execution = {
  identifiant: '6d5bd9a2-5f5e-4c3c-8f8a-2f5d1c0e7a11',
  ordonnance: ordonnance.identifiant,
  dateHeure: '2026-11-22T10:20:00Z',
  patient: ordonnance.patient.ins,
  rppsPrescripteur: ordonnance.prescripteur.rpps,
  executant: here,
  lignes: [box(), box(2, { produit: PRODUITS.doliprane })],
}

const billing: TransmissionFacturation = {
  version: 'V3',
  execution: execution.identifiant,
  ordonnance: ordonnance.identifiant,
  executant: here,
  facturation: { numeroFacture: '000000001', numeroLot: '001', date: '2026-11-22', mode: 'sesamVitale', lignes: [1, 2] },
}

const prepare = (dossiers: Dossiers, fixture: string, value: unknown): unknown => simulator.fixtures[fixture]!(value, dossiers, { now, seed })
function base(value: Ordonnance = ordonnance): Dossiers {
  const dossiers = simulator.createState(seed)
  prepare(dossiers, 'deposerOrdonnance', value)
  return dossiers
}
const transmit = (dossiers: Dossiers, value: Partial<Execution> = {}, context = counter()): unknown =>
  simulator.operations['WS_EP1']!({ version: context.packageVersion, ...execution, ...value }, dossiers, context)
const bill = (dossiers: Dossiers, value: Partial<TransmissionFacturation> = {}, context = counter()): unknown => simulator.operations['WS_EP6']!({ ...billing, ...value }, dossiers, context)
const consult = (dossiers: Dossiers, by = here, context = counter()): ReponseConsultation =>
  simulator.operations['WS_EP3']!({ version: context.packageVersion, identifiant: ordonnance.identifiant, identifiantFacturation: by.identifiantFacturation }, dossiers, context) as ReponseConsultation

function declared(value: Partial<Execution> = {}): Dossiers {
  const dossiers = base()
  transmit(dossiers, value)
  return dossiers
}

const invoice = (more: Partial<TransmissionFacturation['facturation']>): Partial<TransmissionFacturation> => ({ facturation: { ...billing.facturation, ...more } })
const nothing: LigneExecution[] = [{ numero: 1, statut: 'nonDelivree', motifNonDelivrance: 'SIM-MND-01' }]

test.each<[string, string, () => unknown]>([
  ['accepté', 'an execution that the base has', () => bill(declared())],
  ['SIM-EP6-01', 'an unknown execution', () => bill(base())],
  ['SIM-EP6-01', 'an execution of another ordonnance', () => bill(declared(), { ordonnance: '03UE8SP00UGBYH4JF7' })],
  ['SIM-EP6-04', 'the execution of another officine', () => bill(declared(), { executant: elsewhere }, as(`8${elsewhere.rpps}`))],
  ['SIM-EP6-05', 'an execution that handed nothing over', () => bill(declared({ lignes: nothing }))],
  ['SIM-EP6-05', 'an execution of which nothing is reimbursed', () => bill(declared({ lignes: [box(1, { nonRembourse: true })] }))],
  ['SIM-EP6-06', 'a session in simultaneous mode', () => bill(declared(), {}, counter({ modeTransmission: 'simultane' }))],
  ['SIM-EP6-07', 'the package V2', () => bill(declared(), { version: 'V2' }, counter({ packageVersion: 'V2' }))],
  ['SIM-EP6-08', 'a line that was not handed over', () => bill(declared({ lignes: [box()] }))],
  ['SIM-EP6-08', 'a line that is not reimbursed', () => bill(declared({ lignes: [box(), box(2, { produit: PRODUITS.doliprane, nonRembourse: true })] }))],
  ['SIM-EP6-08', 'no line at all', () => bill(declared(), invoice({ lignes: [] }))],
  ['SIM-EP6-09', 'somebody else’s card', () => bill(declared(), {}, as(`8${elsewhere.rpps}`))],
  ['SIM-EP6-10', 'an invoice older than its execution', () => bill(declared(), invoice({ date: '2026-11-21' }))],
  ['SIM-EP6-10', 'an invoice of tomorrow', () => bill(declared(), invoice({ date: '2026-11-23' }))],
])('billing: %s for %s', (code, _title, act) => {
  expect(codeOf(act)).toBe(code)
})

test('billing: once per execution, once per number, and the base then says so', () => {
  const dossiers = declared({ lignes: [box()] })
  bill(dossiers, invoice({ lignes: [1] }))
  expect(consult(dossiers).historique).toMatchObject([{ identifiant: execution.identifiant, facturee: true }])
  expect(codeOf(() => bill(dossiers, invoice({ lignes: [1], numeroFacture: '000000002' })))).toBe('SIM-EP6-02')
  const second = 'a61c1b76-91b1-4b2c-9d52-0f4f1d6b3c22'
  transmit(dossiers, { identifiant: second, lignes: [box(2, { produit: PRODUITS.doliprane })] })
  expect(codeOf(() => bill(dossiers, { execution: second, ...invoice({ lignes: [2] }) }))).toBe('SIM-EP6-03')
})

const employee = preparateurDe(here)

test('an employee’s card types for the pharmacist of its own structure, in V3 only, and is named', () => {
  const card = as(employee.idNat)
  expect(codeOf(() => transmit(base(), { saisiPar: employee }, card))).toBe('accepté')
  expect(codeOf(() => transmit(base(), {}, card))).toBe('SIM-EP1-31')
  expect(codeOf(() => transmit(base(), { saisiPar: employee }))).toBe('SIM-EP1-31')
  expect(codeOf(() => transmit(base(), { saisiPar: employee, executant: elsewhere }, card))).toBe('SIM-EP1-06')
  expect(codeOf(() => transmit(base(), {}, as(employee.idNat, { packageVersion: 'V2' })))).toBe('SIM-EP1-06')
})

const modified = (more: Partial<Modification>): Partial<Execution> => ({
  lignes: [box(1, { modification: { nature: 'SIM-MOD-01', fondement: 'SIM-FON-01', date: '2026-11-22', dateAccord: '2026-11-21', posologie: '1 le soir', ...more } })],
})
const { dateAccord: _none, ...unagreed } = modified({}).lignes![0]!.modification!

test.each<[string, string, Partial<Execution>]>([
  ['accepté', 'an agreed change', modified({})],
  ['SIM-EP1-23', 'an agreement after the change', modified({ date: '2026-11-20' })],
  ['SIM-EP1-23', 'a change after the delivery', modified({ date: '2026-11-23' })],
  ['SIM-EP1-23', 'an agreement before the writing', modified({ dateAccord: '2026-11-01' })],
  ['SIM-EP1-24', 'no agreement', { lignes: [box(1, { modification: unagreed })] }],
  ['SIM-EP1-24', 'no designation', modified({ fondement: 'SIM-FON-02' })],
  ['SIM-EP1-25', 'a posology that is the prescribed one', modified({ posologie: '1 matin et soir' })],
  ['SIM-EP1-25', 'a renewal of nothing', modified({ nature: 'SIM-MOD-02' })],
])('modification: %s for %s', (code, _title, value) => {
  expect(codeOf(() => transmit(base(), value))).toBe(code)
})

test('the designated pharmacist renews, and what is renewed may be delivered', () => {
  const dossiers = base()
  prepare(dossiers, 'designerCorrespondant', { identifiant: ordonnance.identifiant, rpps: here.rpps })
  const renewed = box(1, { modification: { nature: 'SIM-MOD-02', fondement: 'SIM-FON-02', date: '2026-11-22', renouvellements: 1 } })
  expect(codeOf(() => transmit(dossiers, { lignes: [renewed] }))).toBe('accepté')
  expect(consult(dossiers).restes[0]).toEqual({ numero: 1, delivre: 1, reste: 1 })
})

test('what only V3 knows is refused in V2', () => {
  const V2 = counter({ packageVersion: 'V2', modeTransmission: 'sequentiel' })
  expect(codeOf(() => transmit(base(), { lignes: [box(1, { nonRembourse: true })] }, V2))).toBe('SIM-EP1-22')
  expect(codeOf(() => transmit(base(), { produitsNonPrescrits: [{ produit: PRODUITS.doliprane, quantite: 1 }] }, V2))).toBe('SIM-EP1-22')
})

test('a conditional antibiotic asks for its positive test', () => {
  const conditional = written([drug(1, { condition: 'SIM-DCA-01' })])
  const tested = (resultat: 'positif' | 'negatif'): Partial<Execution> => ({ lignes: [box(1, { test: { date: '2026-11-22', resultat } })] })
  expect(codeOf(() => transmit(base(conditional), tested('positif')))).toBe('accepté')
  expect(codeOf(() => transmit(base(conditional), tested('negatif')))).toBe('SIM-EP1-26')
  expect(codeOf(() => transmit(base(conditional), { lignes: [box()] }))).toBe('SIM-EP1-26')
})

test('the same narcotic waits for the end of the former ordonnance, unless the prescriber allows it', () => {
  const narcotic = { produit: PRODUITS.skenan, duree: { valeur: 7, unite: 'jour' as const } }
  const first = written([drug(1, narcotic)], { genres: ['MED-1098'] })
  const second = '03UE8SP00UGBYH4JF7'
  const delivery = { lignes: [box(1, { produit: PRODUITS.skenan })] }
  const after = (more: Partial<Ligne>, at = now): string => {
    const dossiers = base(first)
    transmit(dossiers, delivery)
    prepare(dossiers, 'deposerOrdonnance', { ...written([drug(1, { ...narcotic, ...more })], { genres: ['MED-1098'] }), identifiant: second })
    const later = { ...delivery, ordonnance: second, identifiant: 'a61c1b76-91b1-4b2c-9d52-0f4f1d6b3c22', dateHeure: at.toISOString() }
    return codeOf(() => transmit(dossiers, later, counter({ now: at })))
  }
  expect(after({})).toBe('SIM-EP1-29')
  expect(after({ chevauchement: true })).toBe('accepté')
  expect(after({}, new Date('2026-11-30T10:00:00Z'))).toBe('accepté')
})

test('under secret, what another officine handed over is masked, then reserved', () => {
  const secret = base({ ...ordonnance, secret: 'SIM-SEC-01' })
  transmit(secret, { lignes: [box()] })
  expect(consult(secret).lignesMasquees).toBeUndefined()
  const seen = consult(secret, elsewhere, as(`8${elsewhere.rpps}`))
  expect(seen).toMatchObject({ lignesMasquees: [1], ordonnance: { lignes: [{ numero: 2 }] }, restes: [{ numero: 2 }], executions: 1 })
  expect(seen.historique).toBeUndefined()
  const other = { executant: elsewhere, identifiant: 'a61c1b76-91b1-4b2c-9d52-0f4f1d6b3c22' }
  expect(codeOf(() => transmit(secret, { ...other, lignes: nothing }, as(`8${elsewhere.rpps}`)))).toBe('SIM-EP1-30')

  const anonymous = base({ ...ordonnance, secret: 'SIM-SEC-02' })
  transmit(anonymous, { lignes: [box()] })
  expect(codeOf(() => consult(anonymous))).toBe('accepté')
  expect(codeOf(() => consult(anonymous, elsewhere))).toBe('SIM-EP3-05')
})
