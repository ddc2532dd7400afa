import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBody } from './body.js'

const laidOut = (body: string): string => readBody(body, 100_000).text

test('puts one XML element per line and keeps the text of a leaf on its line', () => {
  expect(laidOut('<?xml version="1.0"?><a x="1>2"><b>texte</b><c/><d></d><!-- note --></a>')).toBe(
    ['<?xml version="1.0"?>', '<a x="1>2">', '  <b>texte</b>', '  <c/>', '  <d></d>', '  <!-- note -->', '</a>'].join('\n'),
  )
})

test('lays JSON out without rewriting it: repeated keys and long numbers stay', () => {
  expect(laidOut('{"a":1.0,"a":12345678901234567890,"b":[],"c":{"d":[1,"},{"]}}')).toBe(
    ['{', '  "a": 1.0,', '  "a": 12345678901234567890,', '  "b": [],', '  "c": {', '    "d": [', '      1,', '      "},{"', '    ]', '  }', '}'].join('\n'),
  )
})

test('only moves blanks', () => {
  const without = (text: string): string => text.replace(/\s/g, '')
  fc.assert(fc.property(fc.oneof(fc.json(), fc.string(), fc.string().map((text) => `<a b="c">${text}</a>`)), (body) => without(laidOut(body)) === without(body)), { numRuns: 200 })
})

test('leaves a broken body as it came and cuts a long one', () => {
  expect(readBody('<a><b', 100)).toEqual({ kind: 'texte', text: '<a><b', hidden: 0 })
  expect(readBody('{"a":', 100).kind).toBe('texte')
  expect(readBody('x'.repeat(150), 100)).toEqual({ kind: 'texte', text: 'x'.repeat(100), hidden: 50 })
})

test('does not copy what is no text', () => {
  expect(readBody('\u0000\u0001\ufffd\ufffd', 100).kind).toBe('binaire')
})

test('a hostile body costs one pass', () => {
  const start = performance.now()
  for (const body of ['<"'.repeat(90_000), '<a'.repeat(90_000), '['.repeat(190_000), '<a>'.repeat(60_000), '<!--'.repeat(45_000)]) laidOut(body)
  expect(performance.now() - start).toBeLessThan(10_000)
})
