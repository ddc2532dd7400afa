import { expect, test } from 'vitest'
import type { Vente } from '../core/facturation.js'
import { nirKey } from '../core/identifiers.js'
import { ecrireLot, type LotAEcrire } from '../facturation/lot.js'
import { honoraire, ligne, lotDe, OFFICINE, vente } from '../facturation/testing/lots.js'
import { CHECKS_LOT } from './lot.js'
import { codesOf } from './testing.js'
import { tellLots, type LotEvent } from './testing.lot.js'

const RECU = '2026-11-24T10:00:00.000Z'
const sent = (lot: LotAEcrire | Buffer, recuLe = RECU): LotEvent => ({ envoi: lot, recuLe })

/** Names of the checks that find something in a story, with the codes they give. */
async function found(events: readonly LotEvent[], finess = OFFICINE): Promise<Record<string, string[]>> {
  const evidence = tellLots(events, { finess })
  const results: Record<string, string[]> = {}
  for (const [name, check] of Object.entries(CHECKS_LOT)) {
    const codes = await codesOf(check, evidence)
    if (codes.length > 0) results[name] = codes
  }
  return results
}

const of = (lignes: Vente['lignes'], changes: Partial<Vente> = {}, lot: Partial<LotAEcrire> = {}): LotAEcrire => lotDe([vente({ lignes, ...changes })], lot)

/** A sound lot with some positions of one record replaced. */
const changed = (record: number, from: number, text: string, lot = lotDe([vente(), vente()])): Buffer => {
  const bytes = ecrireLot(lot)
  bytes.write(text, (record - 1) * 128 + from - 1, 'latin1')
  return bytes
}

test('an honest lot passes every check, alone and with others', async () => {
  expect(await found([sent(lotDe([vente(), vente({ tiersPayant: false, dateDelivrance: '2026-11-23' })]))])).toEqual({})
})

test('what only a label says is told by b2 lint, and held against nobody', async () => {
  // Counts of insured persons and of documents, parts of the complementary body, variant of the lot.
  for (const [record, from, text] of [[15, 18, '0009'], [15, 22, '009'], [8, 82, '00000001'], [8, 90, '00000001'], [2, 79, 'ER']] as const) expect(await found([sent(changed(record, from, text))]), `${record} ${from}`).toEqual({})
})

/** One fault → the one check that must find it. */
const FAULTS: Record<keyof typeof CHECKS_LOT, readonly LotEvent[]> = {
  lotEnregistrements: [sent(Buffer.concat([ecrireLot(lotDe()), Buffer.from('reste')]))],
  lotDessins: [sent(changed(1, 50, 'lot004'))],
  lotStructure: [sent(ecrireLot(lotDe()).subarray(0, -128))],
  lotUnParFichier: [sent(lotDe())],
  lotCoherence: [sent(changed(15, 52, '005'))],
  lotComptes: [sent(changed(15, 11, '003'))],
  lotTotauxFactures: [sent(changed(8, 58, '00000641'))],
  lotTotaux: [sent(changed(15, 25, '000001281'))],
  lotClesNir: [sent(changed(3, 25, '01'))],
  lotClesNumeros: [sent(of([ligne({ cip13: '3400935955839' })]))],
  lotEmetteur: [sent(lotDe([vente()], { fichier: { ...lotDe().fichier, numeroEmetteur: '00000990023000' } }))],
  lotCertification: [sent(of([ligne()], {}, { certification: 'X' }))],
  lotDestination: [sent(of([ligne()], {}, { fichier: { ...lotDe().fichier, typeDestinataire: 'MA' } }))],
  lotRoutage: [sent(of([ligne()], { beneficiaire: { ...vente().beneficiaire, organisme: { regime: '01', caisse: '422', centre: '0000' } } }))],
  lotDimensions: [sent(lotDe(Array.from({ length: 4 }, () => vente({ lignes: Array.from({ length: 250 }, () => ligne({ quantite: 1, prixUnitaire: 100 })) }))))],
  lotNumeroNeuf: [sent(lotDe()), sent(lotDe([], { factures: lotDe([vente(), vente()]).factures.slice(1) }))],
  factureNumeroNeuf: [sent(lotDe()), sent(lotDe([vente()], { numero: '005', fichier: { ...lotDe().fichier, idFichier: 'LOT005' } }))],
  lotDatesOrdonnees: [sent(of([ligne()], { dateOrdonnance: '2026-11-21' }))],
  lotDatesPassees: [sent(of([ligne()], { dateDelivrance: '2026-11-25' }))],
  factureUnJour: [sent(lotDe([], { factures: lotDe([vente()]).factures.map((one) => ({ ...one, lignes: [one.lignes[0]!, { ...one.lignes[1]!, date: '2026-11-19' }] })) }))],
  lotMontants: [sent(lotDe([], { factures: lotDe([vente()]).factures.map((one) => ({ ...one, lignes: [{ ...one.lignes[0]!, amo: 300 }, one.lignes[1]!] })) }))],
  lotTaux: [sent(of([ligne({ taux: 30 })]))],
  lotExoneration: [sent(lotDe([], { factures: lotDe([vente()]).factures.map((one) => ({ ...one, exoneration: '4', lignes: one.lignes.map((line) => ({ ...line, exoneration: '4' })) })) }))],
  lotActesOuverts: [sent(of([ligne(), honoraire({ codeActe: 'BMR', quantite: 1 })]))],
  lotHonoraires: [sent(of([ligne(), honoraire({ quantite: 3 })]))],
  lotUph: [sent(of([honoraire({ codeActe: 'UPH', quantite: 1, taux: 100 })]))],
  lotEntretiens: [sent(of([ligne(), honoraire({ codeActe: 'ASI', quantite: 1, taux: 70 })]))],
  lotProduits: [sent(of([honoraire({ codeActe: 'PH7' })]))],
  lotOrdonnance: [sent(lotDe([], { factures: lotDe([vente()]).factures.map((one) => ({ ...one, lignes: one.lignes.map((line) => ({ ...line, produits: line.produits.map((produit) => ({ ...produit, ordonnance: '01S2TB' })) })) })) }))],
  lotDelaiAssure: [sent(of([ligne()], { tiersPayant: false }), '2026-11-26T10:00:00Z')],
  lotDelaiTiersPayant: [sent(of([ligne()]), '2026-12-03T10:00:00Z')],
  lotDelaiFacturation: [sent(lotDe([vente({ lignes: [ligne()], tiersPayant: false, dateDelivrance: '2025-11-23', dateOrdonnance: '2025-11-23' })]))],
  lotAddendum4: [sent(of([ligne()], {}, { fichier: { ...lotDe().fichier, programmeEmetteur: '140A04' } }))],
  lotGardeAVue: [sent(of([ligne()], { beneficiaire: { ...vente().beneficiaire, nir: '1555555999007', cle: nirKey('1555555999007') } }, { certification: 'D' }))],
  lotSuspension: [{ fixture: 'notifierSuspension', value: { nir: vente().beneficiaire.nir, depuis: '2026-11-01', officineInformee: true } }, sent(lotDe())],
}
/** Faults that no one check can find alone: what else speaks, and why. */
const ALSO: Partial<Record<keyof typeof CHECKS_LOT, string[]>> = {
  // The file ends otherwise, under another name.
  lotDessins: ['lotCoherence'],
  lotDelaiFacturation: ['lotDelaiAssure'],
  // The record that says the key again is not the header's.
  lotClesNir: ['lotCoherence'],
}

test.each(Object.keys(FAULTS) as (keyof typeof CHECKS_LOT)[])('%s finds its fault, and no other check takes it for its own', async (name) => {
  if (name === 'lotUnParFichier') {
    // Two lots in one file: the second one between 6 and 999.
    const bytes = ecrireLot(lotDe())
    const [head, lot, tail] = [bytes.subarray(0, 128), bytes.subarray(128, -128), bytes.subarray(-128)]
    const second = Buffer.from(lot.toString('latin1').replaceAll('000000001', '000000002').replace('999004', '999005').replace(/004(?= *$)/, '005'), 'latin1')
    const end = Buffer.from(tail.toString('latin1').replace('00000010', '00000018').replace(/001(?= *$)/, '002'), 'latin1')
    expect(Object.keys(await found([sent(Buffer.concat([head, lot, second, end]))]))).toContain(name)
    return
  }
  const results = await found(FAULTS[name])
  expect(Object.keys(results).sort()).toEqual([name, ...(ALSO[name] ?? [])].sort())
})

test('a check says at which record, with the place in the journal', async () => {
  const [one] = await CHECKS_LOT.lotTaux.check(tellLots([sent(of([ligne({ taux: 30 })]))], { finess: OFFICINE }), {})
  expect(one).toEqual({ code: 'taux', message: 'Enregistrement 5 (4), positions 105 à 107, taux : le taux n’est pas celui de l’acte. Attendu : 65 % pour PH7 ; reçu : 30 %.', at: 'enregistrement 5, taux', seq: 0 })
})

test('no lot, or none that could be opened, is nothing to examine', async () => {
  expect(await codesOf(CHECKS_LOT.lotTaux, tellLots([]))).toEqual(['skip:logiciel'])
  expect(await codesOf(CHECKS_LOT.lotTaux, tellLots([{ ferme: true }]))).toEqual(['skip:logiciel'])
  expect(await codesOf(CHECKS_LOT.lotTaux, tellLots([{ incident: 'reseau', message: 'coupé' }]))).toEqual(['skip:reseau'])
})

test('a lot that was not taken, or that the payer refused, uses up no number', async () => {
  const other = lotDe([], { factures: lotDe([vente(), vente()]).factures.slice(1) })
  expect(await found([{ envoi: lotDe(), refuse: true, recuLe: RECU }, sent(other)])).toEqual({})
  expect(await found([{ fixture: 'programmerArl', value: { sens: 'negatif' } }, sent(lotDe()), sent(lotDe([vente()], { numero: '005' }))])).toEqual({})
  // The same lot sent again is the same lot.
  expect(await found([sent(lotDe()), sent(lotDe())])).toEqual({})
})

test('an officine that was not told of a suspension is paid', async () => {
  expect(await found([{ fixture: 'notifierSuspension', value: { nir: vente().beneficiaire.nir, depuis: '2026-11-01', officineInformee: false } }, sent(lotDe())])).toEqual({})
})
