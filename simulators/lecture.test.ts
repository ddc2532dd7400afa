import { expect, test } from 'vitest'
import type { Execution, Ordonnance, ReponseConsultation } from '../core/ordonnance.js'
import { seedFrom } from '../core/seed.js'
import simulator, { type Dossiers } from './ordonnances.js'
import { PATIENTS, PHARMACIENS, PRESCRIPTEURS, PRODUITS, REMPLACANTS } from './population.js'
import type { Sender } from './simulator.js'
import { codeOf } from './testing/refusals.js'

const now = new Date('2026-11-22T10:30:00Z')
const seed = seedFrom('essai')
const author = PRESCRIPTEURS.generaliste
const identifiant = '01S2TBPZ2JCNZZYGHZ'
const written: Ordonnance = {
  identifiant,
  dateHeure: '2026-11-22T09:00:00Z',
  patient: PATIENTS.adulte,
  prescripteur: author,
  opposition: false,
  lignes: [{ numero: 1, type: 'medicament', produit: PRODUITS.clamoxyl, quantite: 2 }],
}
const execution: Execution = {
  identifiant: '11111111-1111-4111-8111-111111111111',
  ordonnance: identifiant,
  dateHeure: '2026-11-22T10:00:00Z',
  patient: PATIENTS.adulte.ins,
  rppsPrescripteur: author.rpps,
  executant: PHARMACIENS.officineUn,
  lignes: [{ numero: 1, statut: 'partielle', produit: PRODUITS.clamoxyl, quantite: 1 }],
}

function base(change: Partial<Ordonnance> = {}): Dossiers {
  const dossiers: Dossiers = simulator.createState(seed)
  simulator.fixtures['deposerOrdonnance']!({ ...written, ...change }, dossiers, { now, seed })
  simulator.fixtures['enregistrerExecution']!(execution, dossiers, { now, seed })
  return dossiers
}
const card = (rpps: string, secteurActivite: string): Sender => ({ mode: 'CPS', idNat: `8${rpps}`, attributes: { secteurActivite } })
const AUTHOR = card(author.rpps, 'SA07')
const PHARMACIST = card(PHARMACIENS.officineDeux.rpps, 'SA33')

const consult = (dossiers: Dossiers, sender: Sender, { at = now, identifiantFacturation = '991000101' } = {}): ReponseConsultation =>
  simulator.operations['WS_EP3']!({ version: 'V3', identifiant, identifiantFacturation }, dossiers, { now: at, sender, packageVersion: 'V3', modeTransmission: 'sequentiel' }) as ReponseConsultation

test('the author and the locum read the executions, as any officine does', () => {
  const dossiers = base({ rppsRemplacant: REMPLACANTS.remplacant.rpps })
  for (const sender of [AUTHOR, card(REMPLACANTS.remplacant.rpps, 'SA07'), PHARMACIST]) expect(consult(dossiers, sender).historique).toHaveLength(1)
})

test.each([
  ['at the writing', () => base({ opposition: true })],
  [
    'later',
    () => {
      const dossiers = base()
      simulator.fixtures['enregistrerOpposition']!({ identifiant }, dossiers, { now, seed })
      return dossiers
    },
  ],
])('an opposition made %s hides everything from the author, and from nobody else', (_when, make) => {
  const dossiers = make()
  const seen = consult(dossiers, AUTHOR)
  expect(seen).toMatchObject({ ordonnance: { opposition: true }, statut: 'active', executions: 0, restes: [{ numero: 1, delivre: 0, reste: 2 }] })
  expect(seen.historique).toBeUndefined()
  expect(consult(dossiers, PHARMACIST)).toMatchObject({ statut: 'partiellementExecutee', executions: 1, historique: [{ identifiant: execution.identifiant }] })
})

test('without a card the author is known by the billing number', () => {
  const dossiers = base({ opposition: true })
  const sender: Sender = { mode: 'CERTIFICAT_LOGICIEL', attributes: {} }
  expect(consult(dossiers, sender, { identifiantFacturation: author.identifiantFacturation! }).historique).toBeUndefined()
  expect(consult(dossiers, sender, { identifiantFacturation: PHARMACIENS.officineDeux.identifiantFacturation! }).historique).toHaveLength(1)
})

test('another prescriber is refused', () => {
  expect(codeOf(() => consult(base(), card(PRESCRIPTEURS.pediatre.rpps, 'SA07')))).toBe('SIM-EP3-06')
})

test.each<[string, Sender]>([
  ['Pro Santé Connect', { mode: 'PSC', idNat: `8${PRESCRIPTEURS.pediatre.rpps}`, attributes: { identifiantFacturation: PRESCRIPTEURS.pediatre.identifiantFacturation! } }],
  ['a software certificate', { mode: 'CERTIFICAT_LOGICIEL', attributes: {} }],
])('with %s, which names no sector, another prescriber is refused and an officine is not', (_mode, sender) => {
  expect(codeOf(() => consult(base(), sender, { identifiantFacturation: PRESCRIPTEURS.pediatre.identifiantFacturation! }))).toBe('SIM-EP3-06')
  expect(consult(base(), sender, { identifiantFacturation: PHARMACIENS.officineDeux.identifiantFacturation! }).historique).toHaveLength(1)
})

test('the author still reads what is cancelled or expired, for five years', () => {
  const dossiers = base()
  expect(consult(dossiers, AUTHOR, { at: new Date('2031-11-22T09:00:00Z') }).historique).toHaveLength(1)
  expect(codeOf(() => consult(dossiers, PHARMACIST, { at: new Date('2031-11-22T09:00:00Z') }))).toBe('SIM-EP3-04')
  for (const sender of [AUTHOR, PHARMACIST]) expect(codeOf(() => consult(dossiers, sender, { at: new Date('2031-11-22T09:00:01Z') }))).toBe('SIM-EP3-02')
  simulator.fixtures['annulerOrdonnance']!({ identifiant }, dossiers, { now, seed })
  expect(consult(dossiers, AUTHOR)).toMatchObject({ statut: 'annulee' })
  expect(codeOf(() => consult(dossiers, PHARMACIST))).toBe('SIM-EP3-03')
})
