import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Readiness } from '../../core/readiness.js'
import { validateReadiness } from '../../schemas/readiness.js'
import { anyReadiness, richReadiness } from '../testing/readiness.js'
import json from './json.js'

test('writes what the schema accepts and nothing else than the result', () => {
  const { readiness } = richReadiness()
  const text = json.render(readiness)
  expect(JSON.parse(text)).toEqual(readiness)
  expect(validateReadiness(JSON.parse(text))).toEqual([])
  expect(text.startsWith('{\n  "format": "urn:preserie:readiness:1",\n  "generatedAt":')).toBe(true)
  expect(text.endsWith('}\n')).toBe(true)
})

/** The same value with every object's keys in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).reverse().map(([name, part]) => [name, reversed(part)]))
}

test('the order of the keys does not depend on who built the result', () => {
  fc.assert(fc.property(anyReadiness, (readiness) => json.render(reversed(readiness) as Readiness) === json.render(readiness)), { numRuns: 50 })
})
