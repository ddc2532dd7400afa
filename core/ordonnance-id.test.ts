import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOrdonnanceId } from './identifiers.js'
import { ASSUMED_ID_SHAPE, drawOrdonnanceId, formatOrdonnanceId } from './ordonnance-id.js'
import { seedFrom } from './seed.js'

test('four numbers are joined, each padded to its width', () => {
  expect(formatOrdonnanceId([1, 32, 0, 31])).toBe('01' + '0000010' + '00000' + '000Z')
})

test('the same seed draws the same identifiers, one after the other different', () => {
  const [first, second] = [seedFrom('essai'), seedFrom('essai')]
  const drawn = [drawOrdonnanceId(first), drawOrdonnanceId(first)]
  expect([drawOrdonnanceId(second), drawOrdonnanceId(second)]).toEqual(drawn)
  expect(drawn[0]).not.toBe(drawn[1])
})

test('whatever the seed, an identifier has 18 characters of the alphabet', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const identifiant = drawOrdonnanceId(seedFrom(text))
      expect(isOrdonnanceId(identifiant)).toBe(true)
      expect([...identifiant].every((digit) => ASSUMED_ID_SHAPE.alphabet.includes(digit))).toBe(true)
    }),
  )
})

test('different numbers never give the same identifier', () => {
  const numbers = fc.tuple(...ASSUMED_ID_SHAPE.widths.map((width) => fc.integer({ min: 0, max: 32 ** width - 1 })))
  fc.assert(
    fc.property(numbers, numbers, (left, right) => {
      expect(formatOrdonnanceId(left) === formatOrdonnanceId(right)).toBe(left.every((number, rank) => number === right[rank]))
    }),
  )
})

test('a number too large for its width is refused', () => {
  expect(() => formatOrdonnanceId([1024, 0, 0, 0])).toThrow(RangeError)
  expect(() => formatOrdonnanceId([0, 0, 0])).toThrow(RangeError)
})
