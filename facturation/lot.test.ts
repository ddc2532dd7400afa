import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nirKey } from '../core/identifiers.js'
import { B2_LAYOUTS, b2TypeOf } from '../schemas/b2/b2.js'
import type { PositionalField } from '../schemas/positional.js'
import { ecrireLot, enregistrementsDe, lireLot, lireLots, masquerLot, type FactureAEcrire, type LigneAEcrire, type LotAEcrire } from './lot.js'
import { lotDe, NIR, vente } from './testing/lots.js'

/* ---- Any lot ---- */

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
const nonZero = (length: number): fc.Arbitrary<string> => digits(length).filter((text) => !/^0+$/.test(text))
const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2074-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
const nir = fc.tuple(fc.constantFrom('1', '2', '7', '8'), digits(5), fc.constantFrom('75', '63', '2A', '2B', '99'), digits(5)).map(([sex, when, department, rest]) => `${sex}${when.slice(0, 2)}0${(Number(when[2]) % 9) + 1}${department}${rest}0`.slice(0, 13))
const text = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[A-Z0-9]{1,${length}}$`))

const produit = fc.record(
  {
    code: fc.oneof(digits(13), digits(7)),
    substitution: fc.constantFrom('0', '1', '2', '3', '5', '6'),
    ordonnance: fc.stringMatching(/^[0-9A-Z]{18}$/),
    numeroSerie: fc.stringMatching(/^[A-Za-z0-9]{1,20}$/),
    unites: fc.integer({ min: 0, max: 9999 }),
    nonSubstituable: fc.boolean(),
    renouvellement: fc.integer({ min: 0, max: 99 }),
    enLigne: fc.boolean(),
    datePrescription: day,
  },
  { requiredKeys: ['code', 'substitution', 'nonSubstituable', 'renouvellement', 'enLigne'] },
)
const ligne: fc.Arbitrary<LigneAEcrire> = fc
  .record({
    codeActe: fc.constantFrom('PH7', 'PH1', 'HD7', 'UPH', 'VGP'),
    date: day,
    quantite: fc.integer({ min: 1, max: 99 }),
    prixUnitaire: fc.integer({ min: 0, max: 100_000 }),
    taux: fc.constantFrom(0, 15, 30, 65, 100),
    exoneration: fc.constantFrom('0', '4', '9'),
    prescripteur: nonZero(9),
    specialite: nonZero(2),
    produits: fc.array(produit, { maxLength: 3 }),
  })
  .map((one) => {
    const montant = one.prixUnitaire * one.quantite
    return { ...one, montant, base: montant, amo: Math.round((montant * one.taux) / 100) }
  })
const facture: fc.Arbitrary<FactureAEcrire> = fc
  .record({
    partenaire: digits(9).filter((text) => !/^0+$/.test(text)),
    nir,
    rang: digits(3),
    regime: digits(2),
    caisse: digits(3),
    centre: digits(4),
    natureAssurance: fc.constantFrom('10', '13', '30', '41', '90'),
    exoneration: fc.constantFrom('0', '4', '9'),
    naissance: digits(6),
    rangNaissance: digits(1),
    destinataireReglement: fc.constantFrom('', '10', '35', '36'),
    lignes: fc.array(ligne, { minLength: 1, maxLength: 4 }),
  })
  .map((one) => ({ ...one, numero: '', cle: nirKey(one.nir) }))
const lot: fc.Arbitrary<LotAEcrire> = fc
  .record({
    fichier: fc.record({
      typeEmetteur: fc.constant('TP'),
      numeroEmetteur: digits(14),
      programmeEmetteur: fc.constantFrom('', '140A08'),
      typeDestinataire: fc.constantFrom('CT', 'MA'),
      numeroDestinataire: digits(8).map((rest) => `000000${rest}`),
      idFichier: text(6),
      date: day,
      message: text(37),
    }),
    numero: nonZero(3),
    emetteur: nonZero(9),
    organisme: digits(3),
    date: day,
    certification: fc.constantFrom('S', 'D', 'N'),
    factures: fc.array(facture, { minLength: 1, maxLength: 5 }),
  })
  .map((one) => ({ ...one, factures: one.factures.map((invoice, index) => ({ ...invoice, numero: String(index + 1).padStart(9, '0') })) }))

const sum = (lignes: readonly LigneAEcrire[], name: 'montant' | 'amo'): number => lignes.reduce((total, one) => total + one[name], 0)

test('a lot that is written is read back as it was, with its totals and the rank of every record', () => {
  fc.assert(
    fc.property(lot, (written) => {
      const read = lireLot(ecrireLot(written))
      const withoutRanks = JSON.parse(JSON.stringify(read, (name, value: unknown) => (['enregistrement', 'total', 'totaux', 'constats'].includes(name) ? undefined : value))) as LotAEcrire
      expect(withoutRanks).toEqual(written)
      expect(read.factures.map(({ total }) => [total!.montant, total!.amo])).toEqual(written.factures.map(({ lignes }) => [sum(lignes, 'montant'), sum(lignes, 'amo')]))
      expect(read.totaux).toMatchObject({ factures: written.factures.length, montant: sum(written.factures.flatMap(({ lignes }) => lignes), 'montant') })
    }),
    { numRuns: 60 },
  )
})

test('what was read is written again as it was', () => {
  fc.assert(
    fc.property(lot, (written) => {
      const bytes = ecrireLot(written)
      expect(ecrireLot(lireLot(bytes))).toEqual(bytes)
    }),
    { numRuns: 60 },
  )
})

test('ranks are those of the file', () => {
  const records = enregistrementsDe(lotDe([vente(), vente()]))
  const read = lireLot(Buffer.from(records.join('')))
  const invoices = read.factures.flatMap((one) => [one, ...one.lignes.flatMap((line) => [line, ...line.produits]), one.total!])
  const ranks = [read.fichier, read, ...invoices, read.totaux!].map(({ enregistrement }) => enregistrement)
  // 2S is read, and has no place of its own in the model.
  expect(ranks.map((rank) => b2TypeOf(records[rank - 1]!))).toEqual(['000', '1', '2', '4', '4P', '4', '5', '2', '4', '4P', '4', '5', '6'])
})

/* ---- Corruption ---- */

const BAD: Partial<Record<PositionalField['format'], string>> = { numerique: 'A', date: 'A', dateNaissance: 'A', moisAnnee: 'A', cle: 'A', nir: 'é', alphabetique: '7', alphanumerique: 'a', blanc: 'A', zeros: 'A' }

test('one corrupt character in any field is found, with the record, the positions and what was expected', () => {
  const records = enregistrementsDe(lotDe([vente(), vente({ exoneration: '4' })]))
  fc.assert(
    fc.property(fc.nat(records.length - 1), fc.nat(), fc.nat(), (index, some, where) => {
      const type = b2TypeOf(records[index]!)!
      const { fields } = B2_LAYOUTS[type]!
      const field = fields[some % fields.length]!
      const at = field.from - 1 + (where % (field.to - field.from + 1))
      const bad = BAD[field.format] ?? '\u0001'
      const corrupt = records.with(index, records[index]!.slice(0, at) + bad + records[index]!.slice(at + 1))
      const { constats } = lireLot(Buffer.from(corrupt.join(''), 'latin1'))
      const own = constats.filter(({ record }) => record === index + 1)
      // The type and the letter of a complement make another record, or none.
      if (['type', 'lettreComplement', 'complement'].includes(field.name)) {
        expect(own).not.toEqual([])
        return
      }
      const found = own.find(({ field: name }) => name === field.name)
      expect(found, `${type} ${field.name}`).toMatchObject({ from: field.from, to: field.to, type })
      expect(found!.message).toMatch(new RegExp(`^Enregistrement ${index + 1} \\(${type}\\), positions ${field.from} à ${field.to}, .+ Attendu : .+ ; reçu : .+\\.$`))
    }),
    { numRuns: 400 },
  )
})

test('any file at all is read without a throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1500 }), (bytes) => {
      expect(lireLots(bytes).length).toBeGreaterThan(0)
    }),
  )
  const sound = ecrireLot(lotDe())
  fc.assert(
    fc.property(fc.nat(sound.length), fc.nat(sound.length), (from, to) => {
      expect(lireLots(Buffer.concat([sound.subarray(0, from), sound.subarray(to)])).length).toBeGreaterThan(0)
    }),
  )
})

test('a file without its headers still gives its invoices', () => {
  const records = enregistrementsDe(lotDe([vente(), vente()]))
  expect(lireLot(Buffer.from(records.slice(2).join(''))).factures).toHaveLength(2)
  expect(lireLot(Buffer.alloc(0)).constats).toHaveLength(1)
  expect(lireLots(Buffer.from([...records.slice(0, -1), ...records.slice(1)].join(''))).map(({ factures }) => factures.length)).toEqual([2, 2])
})

test('nobody’s number is masked; the masked file has the same findings', () => {
  const other = '1550675999123'
  const own = vente()
  const bytes = ecrireLot(lotDe([own, vente({ beneficiaire: { ...own.beneficiaire, nir: other, cle: nirKey(other) } })]))
  const { bytes: masked, masques } = masquerLot(bytes, new Set([NIR]))
  expect(masques).toBe(6)
  expect(masked.toString('latin1')).not.toContain(other)
  expect(masked.toString('latin1')).toContain(NIR)
  expect(lireLot(masked).constats).toEqual([])
  expect(masquerLot(masked, new Set([NIR])).masques).toBe(0)
})
