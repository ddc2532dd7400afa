import fc from 'fast-check'
import { expect, test } from 'vitest'
import { restes } from '../core/delivrance.js'
import { Refusal } from '../core/errors.js'
import { gs1Key, isOrdonnanceId } from '../core/identifiers.js'
import { quantitePrescrite } from '../core/ordonnance.js'
import type { Consultation, Execution, Facturation, Ligne, LigneExecution, Ordonnance, Produit, ReponseConsultation, ReponseCreation, ReponseExecution, TransmissionExecution } from '../core/ordonnance.js'
import { seedFrom } from '../core/seed.js'
import simulator, { REFUS_ORDONNANCES } from './ordonnances.js'
import type { Dossiers, RefusOrdonnance } from './ordonnances.js'
import { PATIENTS, PHARMACIENS, PRESCRIPTEURS, PRODUITS, REMPLACANTS } from './population.js'
import type { OperationContext } from './simulator.js'

const now = new Date('2026-11-22T10:30:00Z')
const seed = seedFrom('essai')
const prescripteur = PRESCRIPTEURS.generaliste
const pharmacien = PHARMACIENS.officineUn

const cps = (rpps: string, more: Partial<OperationContext> = {}): OperationContext => ({
  now,
  sender: { mode: 'CPS', idNat: `8${rpps}`, attributes: {} },
  packageVersion: 'V3',
  modeTransmission: 'sequentiel',
  ...more,
})

const lignes: Ligne[] = [
  { numero: 1, type: 'medicament', produit: PRODUITS.clamoxyl, posologie: '1 comprimé matin et soir', quantite: 2, renouvellements: 1, substitution: 'G' },
  { numero: 2, type: 'medicament', produit: PRODUITS.levothyrox, quantite: 1, substitution: 'N', motifNonSubstituable: 'marge thérapeutique étroite' },
  { numero: 3, type: 'medicament', produit: PRODUITS.amoxicillineVirtuelle, quantite: 1 },
  { numero: 4, type: 'dispositifMedical', produit: PRODUITS.canne },
]

const ordonnance: Ordonnance = {
  identifiant: '01S2TBPZ2JCNZZYGHZ',
  dateHeure: '2026-11-22T11:00:00+01:00',
  patient: PATIENTS.apostrophe,
  prescripteur,
  opposition: false,
  lignes,
}

const execution: Execution = {
  identifiant: '6d5bd9a2-5f5e-4c3c-8f8a-2f5d1c0e7a11',
  ordonnance: ordonnance.identifiant,
  dateHeure: '2026-11-22T10:20:00Z',
  patient: ordonnance.patient.ins,
  rppsPrescripteur: prescripteur.rpps,
  executant: pharmacien,
  lignes: [{ numero: 1, statut: 'delivree', produit: PRODUITS.clamoxyl, quantite: 2 }],
}
const facturation: Facturation = { numeroFacture: '000000001', numeroLot: '001', date: '2026-11-22', mode: 'sesamVitale', lignes: [1] }

const create = (dossiers: Dossiers, value: Ordonnance, context = cps(prescripteur.rpps), version: 'V2' | 'V3' = 'V3'): ReponseCreation =>
  simulator.operations['WS_EP4']!({ version, ordonnance: value }, dossiers, context) as ReponseCreation
const consult = (dossiers: Dossiers, value: Partial<Consultation> = {}, context = cps(pharmacien.rpps)): ReponseConsultation =>
  simulator.operations['WS_EP3']!({ version: 'V3', identifiant: ordonnance.identifiant, identifiantFacturation: pharmacien.identifiantFacturation, ...value }, dossiers, context) as ReponseConsultation
const transmit = (dossiers: Dossiers, value: Partial<TransmissionExecution> = {}, context = cps(pharmacien.rpps)): ReponseExecution =>
  simulator.operations['WS_EP1']!({ version: 'V3', ...execution, ...value }, dossiers, context) as ReponseExecution
const prepare = (dossiers: Dossiers, fixture: string, value: unknown): unknown => simulator.fixtures[fixture]!(value, dossiers, { now, seed })

function base(value: Ordonnance = ordonnance): Dossiers {
  const dossiers = simulator.createState(seed)
  create(dossiers, value)
  return dossiers
}

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    expect(refusal.detail).toMatchObject({ side: 'Sender', subcode: 'SIM-EP', severity: 'erreur' })
    expect(refusal.message).toContain(REFUS_ORDONNANCES[refusal.detail.code as RefusOrdonnance].message)
    return refusal.detail.code
  }
  return 'accepté'
}

const withLine = (change: Partial<Ligne>): Ordonnance => ({ ...ordonnance, lignes: [{ ...lignes[0]!, ...change }] })
const done = (change: Partial<LigneExecution>): Partial<TransmissionExecution> => ({ lignes: [{ ...execution.lignes[0]!, ...change }] })

test('an ordonnance is created, then consulted as it was written', () => {
  const dossiers = simulator.createState(seed)
  expect(create(dossiers, ordonnance)).toEqual({ identifiant: ordonnance.identifiant, dateEnregistrement: '2026-11-22T10:30:00.000Z' })
  expect(consult(dossiers)).toEqual({
    ordonnance,
    statut: 'active',
    restes: [
      { numero: 1, delivre: 0, reste: 4 },
      { numero: 2, delivre: 0, reste: 1 },
      { numero: 3, delivre: 0, reste: 1 },
      { numero: 4, delivre: 0, reste: 1 },
    ],
    executions: 0,
  })
})

const clamoxyl = PRODUITS.clamoxyl.cip13!.slice(0, 12)
const wrongCip = `${clamoxyl}${(Number(gs1Key(clamoxyl)) + 1) % 10}`
const CREATIONS: [RefusOrdonnance, string, Ordonnance][] = [
  ['SIM-EP4-01', 'a malformed identifier', { ...ordonnance, identifiant: '01s2tbpz2jcnzzyghz' }],
  ['SIM-EP4-03', 'a blank family name', { ...ordonnance, patient: { ...ordonnance.patient, nomFamille: '  ' } }],
  ['SIM-EP4-04', 'another prescriber', { ...ordonnance, prescripteur: PRESCRIPTEURS.pediatre }],
  ['SIM-EP4-05', 'a date in the future', { ...ordonnance, dateHeure: '2026-11-22T10:35:01Z' }],
  ['SIM-EP4-05', 'a date that is none', { ...ordonnance, dateHeure: '12026-11-22T10:35:01Z' }],
  ['SIM-EP4-06', 'a repeated line number', { ...ordonnance, lignes: [lignes[0]!, { ...lignes[1]!, numero: 1 }] }],
  ['SIM-EP4-06', 'a missing line number', { ...ordonnance, lignes: [lignes[0]!, { ...lignes[1]!, numero: 3 }] }],
  ['SIM-EP4-07', 'a drug without a code', withLine({ produit: { libelle: 'CLAMOXYL', atc: 'J01CA04' } })],
  ['SIM-EP4-08', 'a substitution refused without a reason', withLine({ substitution: 'N', motifNonSubstituable: ' ' })],
  ['SIM-EP4-09', 'a wrong INS key', { ...ordonnance, patient: { ...ordonnance.patient, ins: { ...ordonnance.patient.ins, cle: '00' } } }],
  ['SIM-EP4-10', 'a wrong CIP13 key', withLine({ produit: { ...PRODUITS.clamoxyl, cip13: wrongCip } })],
]
test.each(CREATIONS)('creation: %s for %s', (code, _title, value) => {
  expect(codeOf(() => create(simulator.createState(seed), value))).toBe(code)
})

test('creation: an identifier serves once', () => {
  expect(codeOf(() => create(base(), ordonnance))).toBe('SIM-EP4-02')
})

test('creation: a clock five minutes fast is not the future', () => {
  expect(codeOf(() => create(simulator.createState(seed), { ...ordonnance, dateHeure: '2026-11-22T10:35:00Z' }))).toBe('accepté')
})

test('creation: a locum may sign an ordonnance of the doctor they stand for', () => {
  const { rpps } = REMPLACANTS.remplacant
  expect(codeOf(() => create(simulator.createState(seed), { ...ordonnance, rppsRemplacant: rpps }, cps(rpps)))).toBe('accepté')
  expect(codeOf(() => create(simulator.createState(seed), ordonnance, cps(rpps)))).toBe('SIM-EP4-04')
})

test('a software certificate authenticates no professional: nobody is compared', () => {
  const context = cps('', { sender: { mode: 'CERTIFICAT_LOGICIEL', commonName: 'INSI-MANU', attributes: {} } })
  expect(codeOf(() => create(simulator.createState(seed), ordonnance, context))).toBe('accepté')
  expect(codeOf(() => transmit(base(), {}, context))).toBe('accepté')
})

test('every operation refuses another package version', () => {
  expect(codeOf(() => create(simulator.createState(seed), ordonnance, cps(prescripteur.rpps), 'V2'))).toBe('SIM-EP-01')
  expect(codeOf(() => consult(base(), { version: 'V2' }))).toBe('SIM-EP-01')
  expect(codeOf(() => transmit(base(), { version: 'V2' }))).toBe('SIM-EP-01')
})

test('consultation: one of the two sender numbers is enough, a FINESS must be valid', () => {
  const finess = pharmacien.structure!.finess!
  const wrong = `${finess.slice(0, 8)}${(Number(finess[8]) + 1) % 10}`
  const ask = (identifiantFacturation?: string, number?: string): string =>
    codeOf(() => consult(base(), { identifiantFacturation, finess: number }))
  expect([ask('991000101'), ask(undefined, finess), ask(undefined, wrong), ask(undefined, undefined), ask(' ')]).toEqual([
    'accepté',
    'accepté',
    'SIM-EP3-01',
    'SIM-EP3-01',
    'SIM-EP3-01',
  ])
})

test('consultation: unknown, cancelled and expired ordonnances are refused', () => {
  expect(codeOf(() => consult(base(), { identifiant: '03UE8SP00UGBYH4JF7' }))).toBe('SIM-EP3-02')
  const cancelled = base()
  expect(prepare(cancelled, 'annulerOrdonnance', { identifiant: ordonnance.identifiant })).toEqual({ identifiant: ordonnance.identifiant, statut: 'annulee' })
  expect(codeOf(() => consult(cancelled))).toBe('SIM-EP3-03')
  const later = (date: string): OperationContext => cps(pharmacien.rpps, { now: new Date(date) })
  expect(codeOf(() => consult(base(), {}, later('2027-11-22T10:00:00Z')))).toBe('accepté')
  expect(codeOf(() => consult(base(), {}, later('2027-11-22T10:00:01Z')))).toBe('SIM-EP3-04')
})

test('an ordonnance wholly delivered stays readable after its term', () => {
  const dossiers = base(withLine({ renouvellements: 0 }))
  expect(transmit(dossiers)).toEqual({ identifiant: execution.identifiant, dateEnregistrement: '2026-11-22T10:30:00.000Z', statut: 'executee' })
  expect(consult(dossiers, {}, cps(pharmacien.rpps, { now: new Date('2029-01-01T00:00:00Z') })).statut).toBe('executee')
})

test('a partial delivery leaves the rest', () => {
  const dossiers = base()
  expect(transmit(dossiers, done({ statut: 'partielle', quantite: 1 })).statut).toBe('partiellementExecutee')
  const reply = consult(dossiers)
  expect([reply.statut, reply.executions, reply.restes[0]]).toEqual(['partiellementExecutee', 1, { numero: 1, delivre: 1, reste: 3 }])
})

const generique: Produit = PRODUITS.amoxicillineGenerique
const nonDelivree = { statut: 'nonDelivree', produit: undefined, quantite: undefined } as unknown as Partial<LigneExecution>
const EXECUTIONS: [RefusOrdonnance | 'accepté', string, Partial<TransmissionExecution>][] = [
  ['SIM-EP1-01', 'an unknown ordonnance', { ordonnance: '03UE8SP00UGBYH4JF7' }],
  ['SIM-EP1-06', 'an executant who is somebody else', { executant: PHARMACIENS.officineDeux }],
  ['SIM-EP1-08', 'another prescriber', { rppsPrescripteur: PRESCRIPTEURS.pediatre.rpps }],
  ['SIM-EP1-09', 'another patient', { patient: PATIENTS.adulte.ins }],
  ['SIM-EP1-10', 'a date before the writing', { dateHeure: '2026-11-22T09:59:59Z' }],
  ['SIM-EP1-10', 'a date in the future', { dateHeure: '2026-11-22T10:36:00Z' }],
  ['SIM-EP1-12', 'billing data in sequential mode', { facturation }],
  ['SIM-EP1-13', 'an unknown line', done({ numero: 9 })],
  ['SIM-EP1-14', 'a delivery without a product', { lignes: [{ numero: 1, statut: 'delivree', quantite: 1 }] }],
  ['SIM-EP1-14', 'a delivery of nothing', done({ quantite: 0 })],
  ['SIM-EP1-15', 'a product with no delivery', done({ statut: 'nonDelivree', motifNonDelivrance: 'SIM-MND-01' })],
  ['SIM-EP1-15', 'a quantity with no delivery', done({ ...nonDelivree, quantite: 1, motifNonDelivrance: 'SIM-MND-01' })],
  ['SIM-EP1-16', 'no delivery and no reason', done(nonDelivree)],
  ['SIM-EP1-17', 'another reason without words', done({ ...nonDelivree, motifNonDelivrance: 'SIM-MND-99', commentaire: ' ' })],
  ['accepté', 'another reason in words', done({ ...nonDelivree, motifNonDelivrance: 'SIM-MND-99', commentaire: 'appareil en panne' })],
  ['SIM-EP1-18', 'more than prescribed', done({ quantite: 5 })],
  ['SIM-EP1-18', 'more than prescribed, in two products', { lignes: [execution.lignes[0]!, { ...execution.lignes[0]!, quantite: 3 }] }],
  ['SIM-EP1-19', 'a substitution without a reason', done({ produit: generique })],
  ['accepté', 'a substitution with a reason', done({ produit: generique, substitution: '2' })],
  ['SIM-EP1-20', 'a substitution that was forbidden', { lignes: [{ numero: 2, statut: 'delivree', produit: generique, quantite: 1, substitution: '2' }] }],
  ['SIM-EP1-21', 'a common denomination without a reason', { lignes: [{ numero: 3, statut: 'delivree', produit: generique, quantite: 1 }] }],
  ['SIM-EP1-21', 'a common denomination for a wrong reason', { lignes: [{ numero: 3, statut: 'delivree', produit: generique, quantite: 1, substitution: '1' }] }],
  ['accepté', 'a common denomination for its reason', { lignes: [{ numero: 3, statut: 'delivree', produit: generique, quantite: 1, substitution: '5' }] }],
  ['accepté', 'a device', { lignes: [{ numero: 4, statut: 'delivree', produit: PRODUITS.canne, quantite: 1 }] }],
]
test.each(EXECUTIONS)('execution: %s for %s', (code, _title, value) => {
  expect(codeOf(() => transmit(base(), value))).toBe(code)
})

test('execution: cancelled and expired ordonnances are no longer executed', () => {
  const cancelled = base()
  prepare(cancelled, 'annulerOrdonnance', { identifiant: ordonnance.identifiant })
  expect(codeOf(() => transmit(cancelled))).toBe('SIM-EP1-02')
  expect(codeOf(() => transmit(base(), {}, cps(pharmacien.rpps, { now: new Date('2028-01-01T00:00:00Z') })))).toBe('SIM-EP1-03')
})

test('execution: the prescriber does not execute', () => {
  expect(codeOf(() => transmit(base(), { executant: prescripteur }, cps(prescripteur.rpps)))).toBe('SIM-EP1-07')
})

test('execution: an identifier and an invoice number serve once, by officine', () => {
  const dossiers = base()
  const context = cps(pharmacien.rpps, { modeTransmission: 'simultane' })
  const one = done({ quantite: 1 })
  transmit(dossiers, { ...one, facturation }, context)
  expect(codeOf(() => transmit(dossiers, { ...one, facturation }, context))).toBe('SIM-EP1-04')
  const second = { ...one, identifiant: 'a61c1b76-91b1-4b2c-9d52-0f4f1d6b3c22', facturation }
  expect(codeOf(() => transmit(dossiers, second, context))).toBe('SIM-EP1-05')
  expect(codeOf(() => transmit(dossiers, { ...second, facturation: { ...facturation, numeroFacture: '000000002' } }, context))).toBe('accepté')
  const other = PHARMACIENS.officineDeux
  const elsewhere = { ...second, identifiant: '0e3c62f4-17b8-4f7e-b7f1-6a2f1f1f3d33', executant: other }
  expect(codeOf(() => transmit(dossiers, elsewhere, { ...cps(other.rpps), modeTransmission: 'simultane' }))).toBe('accepté')
})

test('execution: billing data are due in simultaneous mode', () => {
  expect(codeOf(() => transmit(base(), {}, cps(pharmacien.rpps, { modeTransmission: 'simultane' })))).toBe('SIM-EP1-11')
})

test('a refused execution leaves no trace', () => {
  const dossiers = base()
  expect(codeOf(() => transmit(dossiers, done({ quantite: 5 })))).toBe('SIM-EP1-18')
  expect(consult(dossiers)).toMatchObject({ statut: 'active', executions: 0 })
})

test('fixture: an ordonnance is deposited under a drawn identifier, the same for the same seed', () => {
  const { identifiant: _, ...anonymous } = ordonnance
  const [first, second] = [simulator.createState(seed), simulator.createState(seed)]
  const stored = prepare(first, 'deposerOrdonnance', anonymous) as Ordonnance
  expect(isOrdonnanceId(stored.identifiant)).toBe(true)
  expect(prepare(second, 'deposerOrdonnance', anonymous)).toEqual(stored)
  expect((prepare(first, 'deposerOrdonnance', anonymous) as Ordonnance).identifiant).not.toBe(stored.identifiant)
  expect(consult(first, { identifiant: stored.identifiant }).ordonnance).toEqual(stored)
})

test('fixture: an execution done elsewhere counts', () => {
  const dossiers = base()
  prepare(dossiers, 'enregistrerExecution', { ...execution, executant: PHARMACIENS.officineTrois, facturation })
  expect(consult(dossiers)).toMatchObject({ statut: 'partiellementExecutee', executions: 1 })
})

test('a fixture that does not hold says why', () => {
  const dossiers = base()
  expect(() => prepare(dossiers, 'deposerOrdonnance', { lignes: 'x' })).toThrow(/deposerOrdonnance : dateHeure : champ requis, absent.*lignes : attendu : une liste/)
  expect(() => prepare(dossiers, 'deposerOrdonnance', undefined)).toThrow(/deposerOrdonnance/)
  expect(() => prepare(dossiers, 'deposerOrdonnance', { ...ordonnance, nom: 'x' })).toThrow(/champ inconnu de Ordonnance/)
  expect(() => prepare(dossiers, 'deposerOrdonnance', ordonnance)).toThrow(/SIM-EP4-02/)
  expect(() => prepare(dossiers, 'annulerOrdonnance', { identifiant: 'X' })).toThrow(/aucune ordonnance « X » \(déposées : 01S2TBPZ2JCNZZYGHZ\)/)
  expect(() => prepare(dossiers, 'enregistrerExecution', { ...execution, ...done({ quantite: 9 }) })).toThrow(/SIM-EP1-18/)
  expect(() => prepare(dossiers, 'enregistrerExecution', undefined)).toThrow(/enregistrerExecution/)
})

const prescribed = fc.array(fc.record({ quantite: fc.integer({ min: 1, max: 3 }), renouvellements: fc.nat({ max: 2 }) }), { minLength: 1, maxLength: 3 })
const executions = fc.array(
  fc.array(fc.record({ rank: fc.nat({ max: 3 }), quantite: fc.nat({ max: 5 }), statut: fc.constantFrom('delivree', 'partielle', 'nonDelivree') }), { minLength: 1, maxLength: 3 }),
  { maxLength: 12 },
)

test('whatever is sent, no more is delivered than prescribed, and executee means that nothing is left', () => {
  fc.assert(
    fc.property(prescribed, executions, (quantities, sent) => {
      const lines = quantities.map((quantity, index): Ligne => ({ numero: index + 1, type: 'medicament', produit: PRODUITS.doliprane, ...quantity }))
      const dossiers = base({ ...ordonnance, lignes: lines })
      let accepted = 0
      for (const [index, items] of sent.entries()) {
        const done = items.map(({ rank, quantite, statut }): LigneExecution =>
          statut === 'nonDelivree'
            ? { numero: rank + 1, statut, motifNonDelivrance: 'SIM-MND-02' }
            : { numero: rank + 1, statut, produit: PRODUITS.doliprane, quantite },
        )
        if (codeOf(() => transmit(dossiers, { identifiant: `execution-${index}`, lignes: done })) === 'accepté') accepted += 1
      }
      const reply = consult(dossiers)
      expect(reply.executions).toBe(accepted)
      for (const { numero, delivre, reste } of reply.restes) {
        expect(delivre).toBeLessThanOrEqual(quantitePrescrite(lines[numero - 1]!))
        expect(delivre + reste).toBe(quantitePrescrite(lines[numero - 1]!))
      }
      expect(reply.statut === 'executee').toBe(reply.restes.every(({ reste }) => reste === 0))
      expect(reply.restes).toEqual(restes(reply.ordonnance, dossiers.get(ordonnance.identifiant)!.executions))
    }),
  )
})

test('a number that nobody bears follows the alphabet of the contract, with the digits that it has of those asked for', () => {
  const choose = (alphabet: string, contenant?: string): string => {
    const identifier = { alphabet, widths: [4, 4, 5, 5] }
    return (simulator.fixtures['choisirIdentifiant']!({ contenant }, simulator.createState(seed), { now, seed, identifier }) as { identifiant: string }).identifiant
  }
  expect(choose('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')).toMatch(/^[A-Z2-7]{18}$/)
  expect(choose('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', '01OI')).toMatch(/^OI[A-Z2-7]{16}$/)
  expect(choose('0123456789ABCDEFGHJKMNPRSTUVWXYZ', '01OI')).toMatch(/^01[0-9A-HJKMNPR-Z]{16}$/)
})
