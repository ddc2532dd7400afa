import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase45, encodeBase45 } from './base45.js'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

test.each([
  ['AB', 'BB8'],
  ['Hello!!', '%69 VD92EX0'],
  ['base-45', 'UJCLQE7W581'],
  ['ietf!', 'QED8WEX0'],
])('the examples of the RFC: %s', (text, encoded) => {
  expect(encodeBase45(bytesOf(text))).toBe(encoded)
  expect(decodeBase45(encoded)).toEqual(bytesOf(text))
})

test('what is encoded is read back', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => Buffer.from(decodeBase45(encodeBase45(bytes))!).equals(bytes)))
})

test('there is one text for one value: whatever is read is written the same', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Z $%*+\-./:]{0,60}$/), (text) => {
      const bytes = decodeBase45(text)
      if (bytes) expect(encodeBase45(bytes)).toBe(text)
    }),
  )
})

test.each(['A', 'BB8a', 'BB8A', 'GGW', ':::', '::', 'é12'])('« %s » is not base 45', (text) => expect(decodeBase45(text)).toBeUndefined())
