import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aggregate, aggregateOrigin, decide, DECISIONS, OUTCOMES, STRENGTHS, type Outcome } from './verdict.js'

const outcome = fc.constantFrom(...OUTCOMES)
const weighed = fc.record({ strength: fc.constantFrom(...STRENGTHS), outcome })
const rank = (value: Outcome): number => OUTCOMES.indexOf(value)
/** A decision is worse when it is further from ready. */
const severity = { prete: 0, indeterminee: 1, 'non-prete': 2 } as const

test('no contribution at all is untested, never a pass', () => {
  expect(aggregate([])).toBe('untested')
})

test('one failure among passes is a failure', () => {
  expect(aggregate(['pass', 'fail', 'omit'])).toBe('fail')
})

test('a fault of the bench is never covered by a pass, nor taken for a failure', () => {
  expect(aggregate(['pass', 'error'])).toBe('error')
})

test('a scenario that was not reached keeps the requirement from passing', () => {
  expect(aggregate(['pass', 'untested'])).toBe('untested')
})

test('aggregation does not depend on the order', () => {
  fc.assert(
    fc.property(fc.array(outcome), fc.func(fc.integer()), (outcomes, key) => {
      const shuffled = outcomes.map((value, index) => ({ value, place: key(index) })).sort((a, b) => a.place - b.place)
      expect(aggregate(shuffled.map(({ value }) => value))).toBe(aggregate(outcomes))
    }),
  )
})

test('aggregation is monotone: a worse input never gives a better output', () => {
  fc.assert(
    fc.property(fc.array(outcome, { minLength: 1 }), fc.nat(), outcome, (outcomes, at, replacement) => {
      const index = at % outcomes.length
      fc.pre(rank(replacement) >= rank(outcomes[index]!))
      const worse = outcomes.with(index, replacement)
      expect(rank(aggregate(worse))).toBeGreaterThanOrEqual(rank(aggregate(outcomes)))
    }),
  )
})

test('aggregating by parts gives the same as aggregating at once', () => {
  fc.assert(
    fc.property(fc.array(outcome, { minLength: 1 }), fc.array(outcome, { minLength: 1 }), (left, right) => {
      expect(aggregate([aggregate(left), aggregate(right)])).toBe(aggregate([...left, ...right]))
    }),
  )
})

test('an attested contribution makes the whole pass attested', () => {
  expect(aggregateOrigin(['automatique', 'attestee'])).toBe('attestee')
  expect(aggregateOrigin(['automatique'])).toBe('automatique')
})

test('a recommended requirement that fails does not decide', () => {
  expect(decide([{ strength: 'obligatoire', outcome: 'pass' }, { strength: 'recommande', outcome: 'fail' }])).toBe('prete')
})

test('an empty scope proves nothing', () => {
  expect(decide([])).toBe('indeterminee')
  expect(decide([{ strength: 'recommande', outcome: 'pass' }])).toBe('indeterminee')
})

test('a decision is one of the three, does not depend on the order, and never improves when a verdict worsens', () => {
  fc.assert(
    fc.property(fc.array(weighed, { minLength: 1 }), fc.nat(), outcome, (verdicts, at, replacement) => {
      const decision = decide(verdicts)
      expect(DECISIONS).toContain(decision)
      expect(decide(verdicts.toReversed())).toBe(decision)
      const index = at % verdicts.length
      fc.pre(rank(replacement) >= rank(verdicts[index]!.outcome))
      expect(severity[decide(verdicts.with(index, { ...verdicts[index]!, outcome: replacement }))]).toBeGreaterThanOrEqual(severity[decision])
    }),
  )
})
