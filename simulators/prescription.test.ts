import { expect, test } from 'vitest'
import type { Creation, Ordonnance } from '../core/ordonnance.js'
import type { Recherche, ReponseRecherche } from '../core/recherche.js'
import { seedFrom } from '../core/seed.js'
import simulator, { type Dossiers } from './ordonnances.js'
import { ACTES, PATIENTS, PHARMACIENS, PRESCRIPTEURS, PRODUITS } from './population.js'
import type { OperationContext } from './simulator.js'
import { codeOf } from './testing/refusals.js'

const now = new Date('2026-11-22T10:30:00Z')
const seed = seedFrom('essai')
const prescripteur = PRESCRIPTEURS.generaliste
const ordonnance: Ordonnance = {
  identifiant: '01S2TBPZ2JCNZZYGHZ',
  dateHeure: '2026-11-22T09:00:00Z',
  patient: PATIENTS.adulte,
  prescripteur,
  opposition: false,
  lignes: [{ numero: 1, type: 'medicament', produit: PRODUITS.clamoxyl, quantite: 1 }],
}
const context = (rpps: string, more: Partial<OperationContext> = {}): OperationContext => ({
  now,
  sender: { mode: 'CPS', idNat: `8${rpps}`, attributes: {} },
  packageVersion: 'V3',
  modeTransmission: 'sequentiel',
  ...more,
})
const send = (dossiers: Dossiers, request: Partial<Creation>, more: Partial<OperationContext> = {}): unknown =>
  simulator.operations['WS_EP4']!({ version: more.packageVersion ?? 'V3', ordonnance, ...request }, dossiers, context(prescripteur.rpps, more))
const search = (dossiers: Dossiers, request: Partial<Recherche>, rpps = PHARMACIENS.officineUn.rpps, at: Date = now): ReponseRecherche =>
  simulator.operations['WS_EP2']!({ version: 'V3', identifiantFacturation: '991000101', ...request }, dossiers, context(rpps, { now: at })) as ReponseRecherche

const empty = (): Dossiers => simulator.createState(seed)
function base(): Dossiers {
  const dossiers = empty()
  send(dossiers, {})
  return dossiers
}
const line = ordonnance.lignes[0]!
const withLine = (change: object): Partial<Creation> => ({ ordonnance: { ...ordonnance, lignes: [{ ...line, ...change }] } })
const apr = (reference: string, date = '2026-11-22') => withLine({ accompagnement: { reference, date, resultat: 'SIM-APR-01' } })
const { type: acte, ...produit } = ACTES.injection

test.each([
  ['SIM-EP4-11', { ordonnance: { ...ordonnance, lignes: [line, { numero: 2, type: acte, produit }] } as Ordonnance }],
  ['SIM-EP4-12', { ordonnance: { ...ordonnance, lignes: [{ numero: 1, type: acte, produit, quantite: 3 }] } as Ordonnance }],
  ['SIM-EP4-14', apr('APR-991000101')],
  ['SIM-EP4-15', apr('APR-991000102-1795339200')],
  ['SIM-EP4-16', apr('APR-991000101-1795339200', '2026-11-21')],
  ['accepté', apr('APR-991000101-1795339200')],
  ['SIM-EP4-17', { nature: 'annulation' }],
] as [string, Partial<Creation>][])('%s', (code, request) => {
  expect(codeOf(() => send(empty(), request))).toBe(code)
})

test('what only the package V3 knows is refused in V2', () => {
  expect(codeOf(() => send(empty(), { ordonnance: { ...ordonnance, secret: 'SIM-SEC-01' } }, { packageVersion: 'V2' }))).toBe('SIM-EP4-13')
})

const completed: Ordonnance = { ...ordonnance, lignes: [line, { numero: 2, type: 'medicament', produit: PRODUITS.ventoline, quantite: 1, ajouteLe: now.toISOString() }] }

test('an addition keeps what is registered and lasts until the first execution', () => {
  const dossiers = base()
  expect(codeOf(() => send(dossiers, { nature: 'ajout' }))).toBe('SIM-EP4-20')
  expect(codeOf(() => send(dossiers, { nature: 'ajout', ordonnance: { ...completed, lignes: [{ ...line, quantite: 9 }, completed.lignes[1]!] } }))).toBe('SIM-EP4-20')
  expect(codeOf(() => send(dossiers, { nature: 'ajout', ordonnance: completed }))).toBe('accepté')
  simulator.fixtures['executerTout']!({ identifiant: ordonnance.identifiant, execution: '6d5bd9a2-5f5e-4c3c-8f8a-2f5d1c0e7a11', executant: PHARMACIENS.officineUn }, dossiers, { now, seed })
  expect(codeOf(() => send(dossiers, { nature: 'annulation', ordonnance: completed }))).toBe('SIM-EP4-18')
})

test('a cancelled ordonnance is not cancelled twice', () => {
  const dossiers = base()
  expect(codeOf(() => send(dossiers, { nature: 'annulation' }))).toBe('accepté')
  expect(codeOf(() => send(dossiers, { nature: 'annulation' }))).toBe('SIM-EP4-19')
})

test('fixtures that speak of what was never registered prepare nothing', () => {
  expect(simulator.fixtures['enregistrerOpposition']!({ identifiant: 'X' }, empty(), { now, seed })).toBeUndefined()
  expect(simulator.fixtures['executerTout']!({ identifiant: 'X' }, empty(), { now, seed })).toBeUndefined()
  expect(() => simulator.fixtures['accompagnerPrescription']!({ numeroAm: '12' }, empty(), { now, seed })).toThrow(/9 chiffres/)
})

const { ins } = PATIENTS.adulte

test('a search finds the patient’s ordonnances, and those alone', () => {
  const dossiers = base()
  send(dossiers, { ordonnance: { ...ordonnance, identifiant: '03UE8SP00UGBYH4JF7', patient: PATIENTS.homme } })
  expect(search(dossiers, { patient: ins }).ordonnances.map(({ identifiant }) => identifiant)).toEqual(['01S2TBPZ2JCNZZYGHZ'])
  expect(search(dossiers, { patient: ins, au: '2026-11-21' }).total).toBe(0)
  expect(search(dossiers, { patient: ins, statut: 'executee' }).total).toBe(0)
  expect(search(dossiers, { rppsPrescripteur: prescripteur.rpps }, prescripteur.rpps).total).toBe(2)
})

test('a secret ordonnance is found by its prescriber only; five years later nobody finds it', () => {
  const dossiers = empty()
  send(dossiers, { ordonnance: { ...ordonnance, secret: 'SIM-SEC-02' } })
  expect(search(dossiers, { patient: ins }).total).toBe(0)
  expect(search(dossiers, { rppsPrescripteur: prescripteur.rpps }, prescripteur.rpps).total).toBe(1)
  expect(search(dossiers, { rppsPrescripteur: prescripteur.rpps }, prescripteur.rpps, new Date('2031-11-22T09:00:01Z')).total).toBe(0)
})

test.each([
  ['SIM-EP2-01', { identifiantFacturation: '', patient: ins }],
  ['SIM-EP2-02', {}],
  ['SIM-EP2-03', { patient: { ...ins, cle: '01' } }],
  ['SIM-EP2-04', { rppsPrescripteur: prescripteur.rpps }],
  ['SIM-EP2-05', { patient: ins, du: '2026-11-20', au: '2026-11-19' }],
])('%s is refused', (code, request) => {
  expect(codeOf(() => search(empty(), request))).toBe(code)
})
