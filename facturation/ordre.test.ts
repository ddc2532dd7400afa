import { expect, test } from 'vitest'
import { nirKey, withLuhnKey } from '../core/identifiers.js'
import { b2Records, writeB2 } from '../schemas/b2/b2.js'
import type { FileFinding } from './constats.js'
import { StructureB2 } from './structure.js'

/** A stay with every complement, for which the pharmacy files of the other tests have no use. */

const PARTNER = withLuhnKey('99002303')
const NIR = '2840763999901'
const party = { typeEmetteur: 'TE', numeroEmetteur: PARTNER.padStart(14, '0'), typeDestinataire: 'CT', numeroDestinataire: '00000001999999', application: 'TR', idFichier: 'SEJOUR' }
const prefix = { partenaireSante: PARTNER, nirAssure: NIR, cleNir: nirKey(NIR), numeroFacture: '1' }
const own = { ...prefix, rangBeneficiaire: '000' }
type Line = [type: string, values: Record<string, string>]

const STAY: Line = ['3', { dateDebut: '261119', dateFin: '261120', codeActe: 'PJ', quantite: '1', base: '1000', taux: '80', amo: '800', depense: '1000', amc: '200' }]
const ACT: Line = ['4', { dateSoins: '261120', codeActe: 'K', quantite: '1', base: '1000', taux: '70', amo: '700', honoraires: '1000', amc: '300' }]
const detail = (type: string, sequence: number, values: Record<string, string> = {}): Line => [type, { lettreComplement: type[1]!, complement: type[1]!, sequence: String(sequence), ...values }]
const LINES: Line[] = [STAY, ['3S', {}], detail('3E', 0), detail('3F', 1), detail('3H', 1), ACT, detail('4S', 1), detail('4E', 1), detail('4B', 1), detail('4H', 1), detail('4M', 1, { dateSeance: '261119' }), detail('4M', 2, { dateSeance: '261120' })]

function records(lines: readonly Line[] = LINES, header: Record<string, string> = {}, total: Record<string, string> = {}): string[] {
  const body = [
    writeB2('2', { ...own, grandRegime: '01', caisse: '999', centre: '0000', natureAssurance: '10', naissance: '840714', ...header }),
    ...lines.map(([type, values]) => writeB2(type, { ...own, ...values })),
    writeB2('5', { ...own, nombreLignes: String(lines.filter(([type]) => type !== '2S').length), totalBasePh: '1000', totalAmoPh: '800', totalHonoraires: '1000', totalAmoHonoraires: '700', participationAssureAvantOc: '500', ocPh: '200', ocHonoraires: '300', totalFacturePh: '1000', ...total }),
  ]
  const lot = [
    writeB2('000', { ...party, dateCreation: '261124', variante: 'CP' }),
    writeB2('1', { numeroEmetteur: PARTNER, organismeDestinataire: '999', numeroLot: '1', dateLot: '261124', variante: 'CP', versionMmaaaa: '062007' }),
    ...body,
    writeB2('6', { numeroEmetteur: PARTNER, nombreFactures: '1', nombreActes: '1', total: '2000', totalAmo: '1500', numeroLot: '1' }),
  ]
  return [...lot, writeB2('999', { ...party, nombreEnregistrements: String(lot.length + 1), nombreLots: '1' })]
}

function lint(text: readonly string[]): FileFinding[] {
  const structure = new StructureB2()
  return [...[...b2Records(Buffer.from(text.join(''), 'latin1'))].flatMap((record) => [...structure.record(record)]), ...structure.end()]
}
const codes = (found: readonly FileFinding[]): string[] => found.map(({ code, record, field, severity }) => [code, record, field, severity === 'avertissement' ? '(avertissement)' : undefined].filter((part) => part !== undefined).join(' '))
const withLines = (lines: readonly Line[], header?: Record<string, string>, total?: Record<string, string>): string[] => codes(lint(records(lines, header, total)))
const swapped = (index: number): Line[] => LINES.with(index, LINES[index + 1]!).with(index + 1, LINES[index]!)
const replaced = (index: number, values: Record<string, string>): Line[] => LINES.with(index, [LINES[index]![0], { ...LINES[index]![1], ...values }])

test('a stay with every complement has nothing against it', () => {
  expect(withLines(LINES)).toEqual([])
})

test('complements follow their line in order: suite, RPPS, details; details among themselves in any order', () => {
  // Records: 000, 1, 2, then the lines from 4.
  expect(withLines(swapped(1))).toEqual(['structure 6'])
  expect(withLines(swapped(2))).toEqual(['structure 7'])
  expect(withLines(swapped(3))).toEqual([])
  expect(withLines(swapped(6))).toEqual(['structure 11'])
  expect(withLines(swapped(9))).toEqual([])
})

test('a suite comes once, a detail ten times, an act of the CCAM twenty-six', () => {
  expect(withLines([...LINES.slice(0, 2), ...LINES.slice(1)])).toEqual(['structure 6'])
  const many = (type: string, count: number): string[] => {
    const at = LINES.findIndex(([own]) => own === type)
    const values: Record<string, string> = type === '4M' ? { dateSeance: '261119' } : {}
    return withLines([...LINES.slice(0, at), ...Array.from({ length: count }, (_, index) => detail(type, index + 1, values)), ...LINES.slice(at).filter(([own]) => own !== type)])
  }
  for (const type of ['3F', '3H', '4B', '4H']) {
    expect(many(type, 10), type).toEqual([])
    expect(many(type, 11), type).toHaveLength(1)
  }
  expect(many('4M', 26)).toEqual([])
  expect(many('4M', 27)).toHaveLength(1)
})

test('sessions and sequences rise, modifiers leave no gap, a period ends after it starts', () => {
  expect(withLines(replaced(11, { dateSeance: '261118' }))).toEqual(['structure 15 dateSeance'])
  expect(withLines(replaced(11, { sequence: '1' }))).toEqual(['coherence 15 sequence (avertissement)'])
  expect(withLines(replaced(10, { modificateurs41: 'A B' }))).toEqual(['structure 14 modificateurs41'])
  expect(withLines(replaced(10, { modificateurs41: 'AB' }))).toEqual([])
  expect(withLines(replaced(0, { dateFin: '261118' }))).toEqual(['coherence 4 dateFin'])
  expect(withLines(LINES, { dateEntree: '261120', dateSortie: '261119' })).toEqual(['coherence 3 dateSortie'])
  expect(withLines(LINES, { heureSortie: '23' })).toEqual([])
  expect(withLines(LINES, { heureSortie: '24' })).toEqual(['champ 3 heureSortie'])
})

test('the part of the complementary body is what the AMO leaves, adds up, and is nothing under top F', () => {
  expect(withLines(replaced(0, { amc: '201' }), {}, { ocPh: '201' })).toEqual(['montant 4 amc'])
  expect(withLines(LINES, {}, { ocPh: '199' })).toEqual(['total 16 ocPh (avertissement)'])
  expect(withLines(LINES, { topEclatement: 'F' })).toEqual(['montant 4 amc', 'montant 9 amc', 'montant 16 ocPh', 'montant 16 ocHonoraires'])
  expect(withLines(replaced(3, { quantite: '2', tarif: '100', total: '201' }))).toEqual(['montant 7 total (avertissement)'])
})

test('the same beneficiary in the whole invoice; 000 for the régime général', () => {
  expect(withLines(replaced(0, { rangBeneficiaire: '001' }))).toEqual(['coherence 4 rangBeneficiaire'])
  const other = lint(records().map((record) => (/^[25]|^3.{37}[ S0]|^4.{34}0/.test(record) ? `${record.slice(0, 26)}001${record.slice(29)}` : record)))
  expect(codes(other)).toContain('coherence 3 rangBeneficiaire (avertissement)')
})

test('values of a documented list are checked; those only seen are told', () => {
  expect(withLines(LINES, { natureAssurance: '99' })).toEqual(['champ 3 natureAssurance'])
  expect(withLines(replaced(5, { exo: '8' }))).toEqual(['champ 9 exo'])
  expect(withLines(replaced(5, { exo: 'C' }))).toEqual([])
  expect(withLines(replaced(5, { originePrescription: '9' }))).toEqual(['valeur 9 originePrescription (avertissement)'])
  expect(withLines(LINES, { topEclatement: 'G' })).toEqual(['champ 3 topEclatement'])
})

test('a biology act, a LPP code and an accident are read inside', () => {
  expect(withLines(replaced(8, { acte1Date6Qte2Nabm8: '2611200100001000' }))).toEqual([])
  expect(withLines(replaced(8, { acte1Date6Qte2Nabm8: '2613200100001000' }))).toEqual(['champ 12 acte1Date6Qte2Nabm8'])
  expect(withLines(replaced(3, { codeLpp: '1234567' }))).toEqual([])
  expect(withLines(replaced(3, { codeLpp: ' 123456' }))).toEqual(['champ 7 codeLpp'])
  expect(withLines(LINES, { natureAssurance: '41', numeroAtDateAccident: '000261118' })).toEqual([])
  expect(withLines(LINES, { natureAssurance: '41', numeroAtDateAccident: '000261332' })).toEqual(['champ 3 numeroAtDateAccident'])
})

test('an unknown type says its positions', () => {
  const text = records()
  expect(lint(text.with(3, `X${text[3]!.slice(1)}`))[0]).toMatchObject({ code: 'type', record: 4, from: 1, to: 3, field: 'type' })
})
