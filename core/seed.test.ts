import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUuid } from './identifiers.js'
import { seedFrom } from './seed.js'

test('the same seed gives the same choices', () => {
  const draw = (): unknown[] => {
    const seed = seedFrom('campagne')
    return [seed.integer(1000), seed.uuid(), seed.pick(['a', 'b', 'c'])]
  }
  expect(draw()).toEqual(draw())
})

test('a derived source does not disturb the one it comes from', () => {
  const alone = seedFrom('x')
  const disturbed = seedFrom('x')
  disturbed.derive('autre').integer(10)
  expect(disturbed.integer(1_000_000)).toBe(alone.integer(1_000_000))
})

test('every integer is inside its bound, every uuid well formed', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 2 ** 40 }), (text, bound) => {
      const seed = seedFrom(text)
      const value = seed.integer(bound)
      expect(value >= 0 && value < bound).toBe(true)
      expect(isUuid(seed.uuid())).toBe(true)
    }),
  )
})
