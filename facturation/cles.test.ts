import { expect, test } from 'vitest'
import { nirKey, withLuhnKey } from '../core/identifiers.js'
import { writeB2, type B2Record } from '../schemas/b2/b2.js'
import { readValues } from '../schemas/positional.js'
import { B2_LAYOUTS } from '../schemas/b2/b2.js'
import { keyFindings } from './cles.js'

function keys(type: string, values: Record<string, string>, variant = 'PH'): string[] {
  const text = writeB2(type, { partenaireSante: withLuhnKey('99002303'), numeroEmetteur: withLuhnKey('99002303'), ...values })
  const record: B2Record = { rank: 1, offset: 0, text, type, separated: false }
  return [...keyFindings(record, readValues(B2_LAYOUTS[type]!, text), variant)].map(({ field, severity }) => (severity === 'erreur' ? field! : `${field!} (avertissement)`))
}

test('the key of a number, of Corsica and of overseas too', () => {
  for (const nir of ['2840763999901', '185072A123456', '285062B123456', '1550197412345', '2840797612345', '1900199350123']) {
    const key = nirKey(nir)
    expect(keys('2', { nirAssure: nir, cleNir: key }), nir).toEqual([])
    expect(keys('2', { nirAssure: nir, cleNir: String((Number(key) % 97) + 1).padStart(2, '0') }), nir).toEqual(['cleNir'])
  }
  // 2A counts as 19 and 2B as 18: keys computed by hand.
  expect([nirKey('185072A123456'), nirKey('285062B123456')]).toEqual([String(97 - (1850719123456 % 97)).padStart(2, '0'), String(97 - (2850618123456 % 97)).padStart(2, '0')])
})

test('a number and its key go together', () => {
  const nir = '2840763999901'
  expect(keys('2S', { nirIndividuel: nir, cle: nirKey(nir) })).toEqual([])
  expect(keys('2S', { nirIndividuel: nir, cle: '  ' })).toEqual(['cle'])
  expect(keys('2S', { cle: '12' })).toEqual(['nirIndividuel'])
  expect(keys('2S', {})).toEqual([])
})

test('a pharmacy and a clinic have a FINESS; the number of another sender may have another key', () => {
  expect(keys('2', { partenaireSante: '990023010' })).toEqual(['partenaireSante'])
  expect(keys('1', { numeroEmetteur: '990023010' }, 'CP')).toEqual(['numeroEmetteur'])
  expect(keys('2', { partenaireSante: '990023010' }, 'ER')).toEqual(['partenaireSante (avertissement)'])
  expect(keys('2', { partenaireSante: 'ABC023010' })).toEqual(['partenaireSante (avertissement)'])
})

test('a FINESS of Corsica travels as 2001 or 2002; overseas ones as they are', () => {
  expect(keys('2', { partenaireSante: '2A0000154' })).toEqual(['partenaireSante'])
  expect(keys('2', { partenaireSante: withLuhnKey('20010015') })).toEqual([])
  expect(keys('2', { partenaireSante: withLuhnKey('97010022') })).toEqual([])
})

test('RPPS, CIP13 and SIRET', () => {
  expect(keys('3E', { rppsPrescripteur: withLuhnKey('1000123456') })).toEqual([])
  expect(keys('4E', { rppsExecutant: '10001234560' })).toEqual(['rppsExecutant'])
  expect(keys('4P', { codeProduit: '3400935955838' })).toEqual([])
  expect(keys('4P', { codeProduit: '3400935955839' })).toEqual(['codeProduit'])
  expect(keys('4P', { codeProduit: '1234567' })).toEqual([])
  expect(keys('3F', { siretFabricant: withLuhnKey('3216549870001') })).toEqual([])
  expect(keys('3F', { siretFabricant: '32165498700011' })).toEqual(['siretFabricant'])
  expect(keys('3F', { siretFabricant: '35600000000048' })).toEqual([])
})
