import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Vente } from '../core/facturation.js'
import { nirKey } from '../core/identifiers.js'
import { B2_LAYOUTS } from '../schemas/b2/b2.js'
import { CONTROLES, controlerLot, titreControle, type CodeControle, type ContexteControle, type ControlFinding } from './controles.js'
import { finDeDelai } from './joursOuvres.js'
import { ecrireLot, lireLot, type LotAEcrire } from './lot.js'
import { REFERENTIEL } from './referentiel.js'
import { honoraire, ligne, lotDe, MAINTENANT, NIR, OFFICINE, vente } from './testing/lots.js'
import { factureDe } from './vente.js'

const control = (lot: LotAEcrire, context: Partial<ContexteControle> = {}): ControlFinding[] => controlerLot(lireLot(ecrireLot(lot)), { now: MAINTENANT, ...context })
const codes = (found: readonly ControlFinding[]): string[] => found.map(({ code, record }) => `${code} ${record}`)
const of = (lignes: Vente['lignes'], changes: Partial<Vente> = {}, lot: Partial<LotAEcrire> = {}, context: Partial<ContexteControle> = {}): string[] => codes(control(lotDe([vente({ lignes, ...changes })], lot), context))
const day = (text: string): Pick<ContexteControle, 'now'> => ({ now: new Date(`${text}T10:00:00Z`) })
const file = (changes: Partial<LotAEcrire['fichier']>): Partial<LotAEcrire> => ({ fichier: { ...lotDe().fichier, ...changes } })

/* ---- An honest lot ---- */

test('an honest lot has nothing against it', () => {
  expect(control(lotDe([vente(), vente({ tiersPayant: false, exoneration: '4', dateDelivrance: '2026-11-23' })]), { partenaire: OFFICINE })).toEqual([])
})

const product = fc.constantFrom(
  { codeActe: 'PH7', fee: 'HD7', taux: 65 },
  { codeActe: 'PH1', fee: 'HD1', taux: 100 },
  { codeActe: 'PH4', fee: 'HG4', taux: 30 },
  { codeActe: 'MX7', fee: 'HD7', taux: 65 },
  { codeActe: 'PHN', fee: undefined, taux: 0 },
)
const sale = fc
  .record({
    products: fc.array(
      fc.record({ product, quantite: fc.integer({ min: 1, max: 12 }), prixUnitaire: fc.integer({ min: 1, max: 50_000 }), fee: fc.integer({ min: 1, max: 500 }) }),
      { minLength: 1, maxLength: 4 },
    ),
    exoneration: fc.constantFrom('0', '4', '9'),
    natureAssurance: fc.constantFrom('10', '30', '41', '90'),
    nir: fc.constantFrom(NIR, '280092A999905', '159122B999906'),
    tiersPayant: fc.boolean(),
  })
  .map(({ products, nir, ...rest }) =>
    vente({
      ...rest,
      dateDelivrance: '2026-11-23',
      beneficiaire: { ...vente().beneficiaire, nir, cle: nirKey(nir) },
      lignes: products.flatMap(({ product: one, quantite, prixUnitaire, fee }) => [
        ligne({ codeActe: one.codeActe, taux: one.taux, quantite, prixUnitaire }),
        ...(one.fee === undefined ? [] : [honoraire({ codeActe: one.fee, taux: one.taux, quantite, prixUnitaire: fee })]),
      ]),
    }),
  )

test('any honest sale makes a lot with nothing against it', () => {
  fc.assert(
    fc.property(fc.array(sale, { minLength: 1, maxLength: 5 }), (ventes) => {
      expect(control(lotDe(ventes))).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('controls are pure: the same lot gives the same findings, and the lot is left as it was', () => {
  const read = lireLot(ecrireLot(lotDe([vente({ lignes: [honoraire()] })])))
  const before = JSON.stringify(read)
  const first = controlerLot(read, { now: MAINTENANT })
  expect(controlerLot(read, { now: MAINTENANT })).toEqual(first)
  expect(JSON.stringify(read)).toBe(before)
})

test('a finding says where, what was expected and what was received, at the positions of its field', () => {
  const [found] = control(lotDe([vente({ lignes: [ligne({ taux: 30 }), honoraire()] })]))
  expect(found).toMatchObject({ code: 'taux', effet: 'facture', facture: '000000001', record: 5, type: '4', field: 'taux', from: 105, to: 107 })
  expect(found!.message).toBe('Enregistrement 5 (4), positions 105 à 107, taux : le taux n’est pas celui de l’acte. Attendu : 65 % pour PH7 ; reçu : 30 %.')
})

test('every control names fields that exist, and no number of a person', () => {
  const wrong = lotDe([vente({ lignes: [ligne({ codeActe: 'BMR' }), honoraire(), ligne({ quantite: 0, codeActe: 'ZZZ' })], dateDelivrance: '2027-01-01', beneficiaire: { ...vente().beneficiaire, cle: '01' } })], { certification: 'X', ...file({ typeDestinataire: 'MA', programmeEmetteur: '140A04' }) })
  const found = control(wrong, { partenaire: '990023018', history: { lots: [], factures: [{ numero: '000000001', lot: 'autre' }] } })
  expect(found.length).toBeGreaterThan(8)
  for (const { type, field, from } of found) if (field !== undefined) expect(B2_LAYOUTS[type!]!.fields.find(({ name }) => name === field)!.from).toBe(from)
  expect(JSON.stringify(found)).not.toContain(NIR)
  expect(titreControle('taux')).toBe(CONTROLES.taux.titre)
  expect(titreControle('cle')).toBe('une clé est fausse')
})

/* ---- Structure and keys ---- */

test('what the structure has against a lot costs the lot, a wrong key or amount the invoice that has it', () => {
  const bytes = ecrireLot(lotDe([vente(), vente()]))
  const changed = (record: number, from: number, text: string): ControlFinding[] => {
    const copy = Buffer.from(bytes)
    copy.write(text, (record - 1) * 128 + from - 1, 'latin1')
    return controlerLot(lireLot(copy), { now: MAINTENANT })
  }
  expect(changed(15, 11, '003')[0]).toMatchObject({ code: 'compte', effet: 'lot', record: 15 })
  expect(changed(9, 25, '01')[0]).toMatchObject({ code: 'cle', effet: 'facture', facture: '000000002' })
  expect(changed(5, 108, '0000999').find(({ code }) => code === 'montant')).toMatchObject({ effet: 'facture', facture: '000000001' })
  expect(changed(9, 30, '000000001').map(({ code, effet }) => [code, effet])).toContainEqual(['doublon', 'lot'])
})

/* ---- Lot and destination ---- */

test('certification, destination, sender', () => {
  expect(of([ligne()], {}, { certification: '' })).toEqual(['certification 2'])
  // A blank there is what the public files have: it is only told.
  expect(control(lotDe([vente({ lignes: [ligne()] })], { certification: '' })).map(({ effet }) => effet)).toEqual(['signalement'])
  expect(control(lotDe([vente({ lignes: [ligne()] })], { certification: 'X' })).map(({ effet }) => effet)).toEqual(['lot'])
  for (const certification of ['S', 'D', 'N']) expect(of([ligne()], {}, { certification })).toEqual([])
  expect(of([ligne()], {}, file({ typeDestinataire: 'MA' }))).toEqual(['destination 1'])
  expect(of([ligne()], {}, file({ numeroDestinataire: '00000001016999' }))).toEqual(['destination 1'])
  expect(of([ligne()], {}, file({ numeroEmetteur: '00000990000000' }))).toEqual(['emetteur 1'])
  expect(of([ligne()], {}, {}, { partenaire: '990023018' })).toEqual(['emetteur 2'])
})

test('each insured person goes to the destination of the lot', () => {
  const at = (caisse: string, centre = '0000', regime = '01'): Partial<Vente> => ({ beneficiaire: { ...vente().beneficiaire, organisme: { regime, caisse, centre } } })
  expect(of([ligne()], at('422'))).toEqual(['routage 3'])
  expect(of([ligne()], at('888'))).toEqual(['caisse-inconnue 3'])
  expect(of([ligne()], at('999', '0001'))).toEqual(['caisse-inconnue 3'])
  expect(of([ligne()], at('999', '0001'), {}, { caisses: [{ regime: '01', caisse: '999', organisme: '999' }] })).toEqual([])
  expect(of([ligne()], at('888'), {}, { caisses: [{ regime: '01', caisse: '888', organisme: '999' }] })).toEqual([])
  // The régime is that of the file.
  expect(of([ligne()], at('471', '0000', '02'))).toEqual(['coherence 3', 'routage 3'])
  // Two caisses of one organisme.
  const msa = { ...file({ typeDestinataire: 'MA', numeroDestinataire: '00000002821471' }), organisme: '471' }
  expect(codes(control(lotDe([vente(at('471', '0000', '02')), vente(at('475', '0000', '02'))], msa)))).toEqual([])
})

test('the flow of addendum 4 is refused after its last day', () => {
  const old = (jour: string): string[] => of([ligne()], { dateDelivrance: jour, dateOrdonnance: jour }, { date: jour, ...file({ programmeEmetteur: '140A04', date: jour }) }, day(jour))
  expect(old('2025-04-30')).toEqual([])
  expect(old('2025-05-02')).toEqual(['flux-arrete 1'])
  expect(of([ligne()], {}, file({ programmeEmetteur: '' }))).toEqual([])
})

test('a lot that is too long', () => {
  const many = Array.from({ length: 331 }, () => ligne({ quantite: 1 }))
  expect(codes(control(lotDe([vente({ lignes: many }), vente({ lignes: many }), vente({ lignes: many })])))).toEqual(['taille 1998'])
})

/* ---- Numbers already seen ---- */

test('a number of a lot or of an invoice serves once; the same lot sent again is only told', () => {
  const known = { numero: '004', destinataire: '00000001999999', empreinte: 'abc' }
  const history = { lots: [known], factures: [{ numero: '000000001', lot: '00000001999999/004' }] }
  expect(of([ligne()], {}, {}, { history, empreinte: 'abc' })).toEqual(['lot-rejoue 2'])
  expect(of([ligne()], {}, {}, { history, empreinte: 'def' })).toEqual(['lot-deja-recu 2', 'deja-facturee 3'])
  expect(of([ligne()], {}, { numero: '005' }, { history, empreinte: 'abc' })).toEqual(['deja-facturee 3'])
  expect(of([ligne()], {}, { numero: '005', factures: [factureDe(vente({ lignes: [ligne()] }), { numero: '000000002', partenaire: OFFICINE })] }, { history })).toEqual([])
  // Another destination has its own numbers.
  expect(of([ligne()], {}, {}, { history: { lots: [{ ...known, destinataire: '00000001016422' }], factures: [] } })).toEqual([])
})

/* ---- Dates and delays ---- */

test('dates are real, in order, of one day, and not to come', () => {
  expect(of([ligne()], { dateOrdonnance: '2026-11-21' })).toEqual(['dates-desordre 6'])
  expect(of([ligne()], { dateDelivrance: '2026-11-25' })).toEqual(['date-future 5'])
  expect(of([ligne()], { dateDelivrance: '2026-11-24' }, { date: '2026-11-23', ...file({ date: '2026-11-23' }) })).toEqual(['dates-desordre 5'])
  expect(of([ligne()], {}, { date: '2026-11-25', ...file({ date: '2026-11-25' }) })).toEqual(['date-future 2', 'date-future 1'])
  const own = factureDe(vente(), { numero: '000000001', partenaire: OFFICINE })
  expect(codes(control(lotDe([], { factures: [{ ...own, lignes: [own.lignes[0]!, { ...own.lignes[1]!, date: '2026-11-19' }] }] })))).toEqual(['dates-differentes 7'])
})

test('the day is that of Paris', () => {
  const midnight = { now: new Date('2026-11-24T23:30:00Z') }
  expect(of([ligne()], { dateDelivrance: '2026-11-25' }, { date: '2026-11-25', ...file({ date: '2026-11-25' }) }, midnight)).toEqual([])
})

test('3 working days when the insured person paid, 8 in tiers payant, over weekends and holidays', () => {
  // Friday 20 November; 8 working days end on 2 December.
  const received = (jour: string, tiersPayant: boolean): string[] => of([ligne()], { tiersPayant }, { date: jour, ...file({ date: jour }) }, day(jour))
  expect(received('2026-11-25', false)).toEqual([])
  expect(received('2026-11-26', false)).toEqual(['transmission-tardive 3'])
  expect(received('2026-12-02', true)).toEqual([])
  expect(received('2026-12-03', true)).toEqual(['transmission-tardive 3'])
})

test('delays hold for any day of care', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true }), fc.boolean(), fc.integer({ min: 0, max: 30 }), (date, tiersPayant, after) => {
      const care = date.toISOString().slice(0, 10)
      const end = finDeDelai(care, tiersPayant ? 8 : 3)
      const jour = new Date(Date.parse(`${care}T00:00:00Z`) + after * 86_400_000).toISOString().slice(0, 10)
      const late = of([ligne()], { tiersPayant, dateDelivrance: care, dateOrdonnance: care }, { date: jour, ...file({ date: jour }) }, day(jour)).includes('transmission-tardive 3')
      expect(late).toBe(jour > end)
    }),
    { numRuns: 60 },
  )
})

test('a year to bill', () => {
  // Under one year: the anniversary itself is too late.
  const billed = (care: string, context: Partial<ContexteControle> = {}, jour = '2026-11-24'): string[] => of([ligne()], { dateDelivrance: care, dateOrdonnance: care }, { date: jour, ...file({ date: jour }) }, context)
  expect(billed('2025-11-25')).toEqual(['transmission-tardive 3'])
  expect(billed('2025-11-24')).toEqual(['facturation-tardive 5', 'transmission-tardive 3'])
  expect(billed('2024-02-29', day('2025-02-27'), '2025-02-27')).toEqual(['transmission-tardive 3'])
  expect(billed('2024-02-29', day('2025-02-28'), '2025-02-28')).toEqual(['facturation-tardive 5', 'transmission-tardive 3'])
})

/* ---- Acts, rates, amounts ---- */

test('UPH goes once with products and with their fees, never alone nor with an interview', () => {
  const uph = honoraire({ codeActe: 'UPH', quantite: 1, prixUnitaire: 600, taux: 100 })
  expect(of([ligne(), honoraire(), uph])).toEqual([])
  expect(of([ligne(), uph, uph])).toEqual(['acte-repete 8'])
  expect(of([uph])).toEqual(['acte-sans-produit 5'])
  expect(of([honoraire({ codeActe: 'TAC', quantite: 1, prixUnitaire: 1, taux: 100 }), uph])).toEqual(['acte-sans-produit 6', 'acte-incompatible 6'])
})

test('fees go with boxes, of their own rate, and are not more', () => {
  expect(of([honoraire()])).toEqual(['acte-sans-produit 5'])
  expect(of([ligne(), honoraire({ codeActe: 'HD4', taux: 30 })])).toEqual(['acte-incompatible 7'])
  expect(of([ligne(), honoraire({ quantite: 3 })])).toEqual(['honoraire-en-trop 7'])
  expect(of([ligne(), honoraire(), honoraire({ codeActe: 'HG7', quantite: 1 })])).toEqual(['honoraire-en-trop 8'])
  expect(of([ligne(), honoraire({ codeActe: 'HDR', quantite: 1 }), honoraire({ codeActe: 'HDR', quantite: 1 })])).toEqual(['acte-repete 8'])
  expect(of([ligne(), honoraire({ codeActe: 'HC', quantite: 1 })])).toEqual(['ordonnance-complexe 7'])
})

test('interviews of 2024 are billed with the new codes, alone, within the year', () => {
  const tac = honoraire({ codeActe: 'ASI', quantite: 1, prixUnitaire: 1500, taux: 70 })
  const sent = (care: string, jour: string, lignes = [tac]): string[] => of(lignes, { dateDelivrance: care, dateOrdonnance: care, tiersPayant: true }, { date: jour, ...file({ date: jour }) }, day(jour)).filter((code) => !code.startsWith('transmission'))
  expect(sent('2024-06-03', '2025-01-22')).toEqual([])
  expect(sent('2024-06-03', '2025-01-07')).toEqual(['acte-clos 5'])
  expect(sent('2023-12-20', '2024-12-10')).toEqual(['acte-clos 5'])
  expect(sent('2024-06-03', '2025-06-04')).toEqual(['facturation-tardive 5'])
  expect(of([tac, ligne()])).toEqual(['acte-incompatible 5'])
  expect(of([tac, honoraire({ codeActe: 'TPH', quantite: 1, taux: 70 })])).toEqual([])
  expect(of([honoraire({ codeActe: 'TPH', quantite: 1, taux: 70 })])).toEqual(['acte-incompatible 5'])
})

test('codes that are closed, unknown, or paid by the caisse', () => {
  expect(of([ligne({ codeActe: 'PG7' })])).toEqual(['acte-clos 5'])
  expect(of([honoraire({ codeActe: 'BMR' })])).toEqual(['acte-caisse 5'])
  expect(of([honoraire({ codeActe: 'ZZZ' })])).toEqual(['acte-inconnu 5'])
  expect(control(lotDe([vente({ lignes: [honoraire({ codeActe: 'ZZZ' })] })]))[0]!.effet).toBe('signalement')
})

test('a product is named; its quantity is not nil', () => {
  expect(of([honoraire({ codeActe: 'PH7' })])).toEqual(['produit-absent 5'])
  expect(of([honoraire({ codeActe: 'PMR' })])).toEqual([])
  expect(of([ligne({ quantite: 0 })])).toEqual(['quantite 5'])
})

test('the rate is that of the act; everything is paid under an exoneration, save what is not reimbursed', () => {
  const own = factureDe(vente(), { numero: '000000001', partenaire: OFFICINE })
  const with4 = (changes: { exoneration?: string; taux?: number; amo?: number }, exoneration = '4'): string[] => codes(control(lotDe([], { factures: [{ ...own, exoneration, lignes: [{ ...own.lignes[0]!, ...changes }] }] })))
  expect(with4({ exoneration: '4' })).toEqual(['taux-exonere 5'])
  expect(with4({ exoneration: '4', taux: 100, amo: 436 })).toEqual([])
  expect(with4({ exoneration: '0' })).toEqual([])
  expect(with4({ exoneration: '9', taux: 100, amo: 436 })).toEqual(['exoneration 5'])
  expect(of([ligne({ taux: 100 })])).toEqual(['taux 5'])
  expect(of([ligne({ codeActe: 'PHN', taux: 0 })], { exoneration: '4' })).toEqual([])
  expect(of([ligne({ taux: 90 })], { natureAssurance: '13' })).toEqual([])
  expect(of([ligne({ codeActe: 'PH4', taux: 35 })], { natureAssurance: '13' })).toEqual(['taux 5'])
  expect(with4({ exoneration: '4', taux: 100, amo: 430 })).toEqual(['montant 5'])
  expect(codes(control(lotDe([], { factures: [{ ...own, lignes: [{ ...own.lignes[0]!, codeActe: 'PHN', taux: 0, amo: 100 }] }] })))).toEqual(['montant 5'])
})

test('the identifier of an ordonnance numérique is well formed', () => {
  const facture = factureDe(vente(), { numero: '000000001', partenaire: OFFICINE, ordonnance: '01S2TBPZ2JCNZZYGHZ' })
  expect(codes(control(lotDe([], { factures: [facture] })))).toEqual([])
  expect(codes(control(lotDe([], { factures: [factureDe(vente(), { numero: '000000001', partenaire: OFFICINE, ordonnance: '01S2TB' })] })))).toEqual(['ordonnance 6'])
})

/* ---- What the minutes of 22 January 2025 say ---- */

test('serial numbers may be there or not, twice or not: nothing is traced', () => {
  const serial = ligne({ numeroSerie: 'ab12CD34ef56GH78ij90' })
  expect(of([serial])).toEqual([])
  expect(codes(control(lotDe([vente({ lignes: [serial] }), vente({ lignes: [serial, ligne()] })])))).toEqual([])
})

test('no degraded invoice for a made-up patient', () => {
  const fictif = '1555555999007'
  const at = (nir: string): Partial<Vente> => ({ beneficiaire: { ...vente().beneficiaire, nir, cle: nirKey(nir) } })
  expect(of([ligne()], at(fictif), { certification: 'D' })).toEqual(['garde-a-vue 3'])
  expect(of([ligne()], at(fictif), { certification: 'N' })).toEqual([])
  expect(of([ligne()], at('2555555999042'), { certification: 'D' })).toEqual([])
  expect(of([ligne()], {}, { certification: 'D' })).toEqual([])
})

test('a suspended treatment is blocked when this officine had been told, and paid otherwise', () => {
  const suspended = (officineInformee: boolean, depuis = '2026-11-20'): string[] => of([ligne()], {}, {}, { suspensions: [{ nir: NIR, depuis, officineInformee }] })
  expect(suspended(true)).toEqual(['prestation-suspendue 5'])
  expect(suspended(false)).toEqual([])
  expect(suspended(true, '2026-11-21')).toEqual([])
  expect(of([ligne()], {}, {}, { suspensions: [{ nir: '1720235999902', depuis: '2026-01-01', officineInformee: true }] })).toEqual([])
})

test('an ordonnance that the base has not is a notice, where the base can be asked', () => {
  const lot = lotDe([], { factures: [factureDe(vente(), { numero: '000000001', partenaire: OFFICINE, ordonnance: '01S2TBPZ2JCNZZYGHZ' })] })
  expect(control(lot, { ordonnanceConnue: () => false })).toMatchObject([{ code: 'ordonnance-inconnue', effet: 'signalement', facture: '000000001', from: 57, to: 74 }])
  expect(control(lot, { ordonnanceConnue: (identifiant) => identifiant === '01S2TBPZ2JCNZZYGHZ' })).toEqual([])
  expect(control(lot, { ordonnanceConnue: () => undefined })).toEqual([])
  expect(control(lot)).toEqual([])
})

test('every code of a control is one that a test has seen', () => {
  // A control that no lot can trip would be a promise: this list is what the tests above trip.
  const seen = ['certification', 'destination', 'emetteur', 'taille', 'flux-arrete', 'lot-deja-recu', 'lot-rejoue', 'routage', 'caisse-inconnue', 'deja-facturee', 'date-future', 'dates-desordre', 'dates-differentes', 'facturation-tardive', 'transmission-tardive', 'acte-inconnu', 'acte-clos', 'acte-caisse', 'acte-incompatible', 'acte-repete', 'acte-sans-produit', 'honoraire-en-trop', 'ordonnance-complexe', 'produit-absent', 'quantite', 'taux', 'taux-exonere', 'exoneration', 'ordonnance', 'ordonnance-inconnue', 'garde-a-vue', 'prestation-suspendue'] satisfies CodeControle[]
  expect(Object.keys(CONTROLES).sort()).toEqual([...seen].sort())
  expect(REFERENTIEL.actes.size).toBeGreaterThan(40)
})
