import { expect, test } from 'vitest'
import { VirtualClock } from './clock.js'

test('a clock starts at the virtual date, runs with the wall clock and can be moved forward', () => {
  let wall = 1_000_000
  const clock = new VirtualClock(new Date('2026-03-01T08:00:00Z'), () => wall)
  expect(clock.now().toISOString()).toBe('2026-03-01T08:00:00.000Z')
  wall += 1500
  expect(clock.now().toISOString()).toBe('2026-03-01T08:00:01.500Z')
  clock.advance(3_600_000)
  expect(clock.now().toISOString()).toBe('2026-03-01T09:00:01.500Z')
})

test('without a start the clock is the wall clock', () => {
  expect(new VirtualClock(undefined, () => 42).now().getTime()).toBe(42)
})

test('time never goes back', () => {
  expect(() => new VirtualClock().advance(-1)).toThrow(RangeError)
})
