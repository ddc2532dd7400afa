import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildCode2d, buildIns, readCode2d } from './code2d.js'
import type { Code2d } from './code2d.js'

const sample: Code2d = {
  identifiant: '03UE8SP00UGBYH4JF7',
  patient: { nomFamille: 'NESSI', prenom: 'Ruth', dateNaissance: '1977-07-14' },
  prescripteur: { rpps: '99900023138', rppsRemplacant: '99900007487', numeroAm: '991000696' },
}

test('the published sample is rebuilt, byte for byte as long as measured', () => {
  expect(Buffer.byteLength(buildCode2d(sample))).toBe(328)
  expect(readCode2d(buildCode2d(sample))).toEqual({ nature: 'ordonnance', version: 2, code: sample, deviations: [] })
})

test('a second RPPS is there for a locum only', () => {
  const { rppsRemplacant: _, ...prescripteur } = sample.prescripteur
  expect(buildCode2d({ ...sample, prescripteur })).not.toContain('RPPS2')
})

const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }).map((text) => `x${text.trimEnd()}`)
const codes: fc.Arbitrary<Code2d> = fc.record({
  identifiant: fc.stringMatching(/^[0-9A-Z]{18}$/),
  patient: fc.record({ nomFamille: names, prenom: names, dateNaissance: fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/) }),
  prescripteur: fc.record(
    { rpps: fc.stringMatching(/^\d{11}$/), rppsRemplacant: fc.stringMatching(/^\d{11}$/), numeroAm: fc.stringMatching(/^\d{9}$/) },
    { requiredKeys: ['rpps'] },
  ),
})

test('every code reads back the same', () => {
  fc.assert(
    fc.property(codes, (code) => {
      expect(readCode2d(buildCode2d(code))).toEqual({ nature: 'ordonnance', version: 2, code, deviations: [] })
    }),
  )
})

test('an INS Data Matrix is recognised for what it is', () => {
  const text = buildIns({ matricule: '277076322082910', oid: '1.2.250.1.213.1.4.10', prenoms: 'RUTH', nom: 'NESSI', sexe: 'F', dateNaissance: '1977-07-14', lieuNaissance: '63220' })
  expect(text).toContain('S614-07-1977')
  expect(readCode2d(text)).toEqual({ nature: 'ins', matricule: '277076322082910' })
})

test('anything else is unknown, with a reason', () => {
  const raison = (text: string): string => {
    const reading = readCode2d(text)
    return reading.nature === 'inconnu' ? reading.raison : reading.nature
  }
  expect(raison('https://exemple.test')).toContain('pas de JSON')
  expect(raison('[1]')).toContain('pas un objet')
  expect(raison('{"D":{"ID":"03UE8SP00UGBYH4JF7"}}')).toContain('D.P.N, D.P.P, D.P.D, D.M.RPPS')
  expect(raison('null')).toContain('pas un objet')
})

test('no text makes the reading fail', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readCode2d(text)))
})

test('a payload that can be read says how it differs from the sample', () => {
  const text = buildCode2d(sample).replace('"V":2', '"V":"3"').replace('NESSI'.padEnd(90), 'NESSI').replace('{"ID"', '{ "ID"').replace('99900023138', '9990002313')
  const reading = readCode2d(text)
  expect(reading.nature === 'ordonnance' && reading.deviations.map(({ at }) => at)).toEqual(['S.V', 'D.P.N', 'D.M.RPPS', ''])
})

const deviationsOf = (text: string): string[] => {
  const reading = readCode2d(text)
  return reading.nature === 'ordonnance' ? reading.deviations.map(({ at }) => at) : [reading.nature]
}

test('a name is filled with plain spaces, up to ninety characters and no further', () => {
  const name = 'NESSI'.padEnd(90)
  const withName = (padded: string): string[] => deviationsOf(buildCode2d(sample).replace(name, padded))
  expect(withName(name)).toEqual([])
  for (const padded of ['NESSI'.padEnd(100), 'NESSI'.padEnd(90, '\u00a0'), 'NESSI'.padEnd(89)]) expect(withName(padded)).toEqual(['D.P.N'])
  expect(withName('N'.repeat(95))).toEqual([])
})

test('nothing more is said of the patient than in the sample', () => {
  expect(deviationsOf(buildCode2d(sample).replace('"P":{', '"P":{"INS":"2770763220829",'))).toEqual(['D.P.INS'])
})
