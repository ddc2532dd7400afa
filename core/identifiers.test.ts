import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gs1Key, isCip13, isFiness, isLuhn, isMessageId, isNir, isOrdonnanceId, isRpps, isUuid, nirKey, NIR_PATTERN, withLuhnKey } from './identifiers.js'

const digits = (length: number): fc.Arbitrary<string> => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''))

test('the key of a NIR is the one printed on public test identities', () => {
  expect(nirKey('2770763220829')).toBe('10')
  expect(nirKey('1900463220899')).toBe('81')
})

test('Corsican NIR count their letter as zero and take one or two millions off', () => {
  expect(nirKey('297022A020778')).toBe('78')
  expect(nirKey('180032B020401')).toBe('23')
})

test('a public test identity with a wrong key is refused', () => {
  expect(isNir('1810363220456', '60')).toBe(false)
  expect(isNir('1810363220456', '76')).toBe(true)
})

test('special months exist, month 13 does not', () => {
  expect(NIR_PATTERN.test('1852099999021')).toBe(true)
  expect(NIR_PATTERN.test('1851399999021')).toBe(false)
})

test('public RPPS and CIP13 hold, a changed digit does not', () => {
  expect(isRpps('99900023138')).toBe(true)
  expect(isRpps('99900023139')).toBe(false)
  expect(isCip13('3400935955838')).toBe(true)
  expect(isCip13('3400935955839')).toBe(false)
})

test('a Corsican FINESS is checked with its letter replaced', () => {
  expect(isFiness(`2A${withLuhnKey('21000001').slice(2)}`)).toBe(true)
})

test('every number completed with its key passes Luhn, and any single changed digit is caught', () => {
  fc.assert(
    fc.property(digits(10), fc.nat(10), fc.integer({ min: 1, max: 9 }), (body, at, shift) => {
      const number = withLuhnKey(body)
      expect(isLuhn(number)).toBe(true)
      const changed = [...number].map((digit, index) => (index === at ? String((Number(digit) + shift) % 10) : digit)).join('')
      expect(isLuhn(changed)).toBe(false)
    }),
  )
})

test('a GS1 key catches any single changed digit', () => {
  fc.assert(
    fc.property(digits(12), fc.nat(11), fc.integer({ min: 1, max: 9 }), (body, at, shift) => {
      const changed = [...body].map((digit, index) => (index === at ? String((Number(digit) + shift) % 10) : digit)).join('')
      expect(gs1Key(changed)).not.toBe(gs1Key(body))
    }),
  )
})

test('message ids are seen with and without urn:', () => {
  const uuid = '0b8f7f5e-6f6d-4d1c-9a43-0f3f5e0f7b11'
  expect(isUuid(uuid)).toBe(true)
  expect(isMessageId(`uuid:${uuid}`)).toBe(true)
  expect(isMessageId(`urn:uuid:${uuid}`)).toBe(true)
  expect(isMessageId(uuid)).toBe(false)
})

test('printed identifiers of an ordonnance have eighteen capitals and digits', () => {
  expect(isOrdonnanceId('01S2TBPZ2JCNZZYGHZ')).toBe(true)
  expect(isOrdonnanceId('01s2tbpz2jcnzzyghz')).toBe(false)
  expect(isOrdonnanceId('01S2TBPZ2JCNZZYGH')).toBe(false)
})
