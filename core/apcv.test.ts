import { createECDH, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildApcv, isPointP256, readApcv, TAILLE_OPAQUE } from './apcv.js'
import { encodeBase45 } from './base45.js'

const newPoint = (curve = 'prime256v1'): Uint8Array => new Uint8Array(createECDH(curve).generateKeys())
const opaque = (): Uint8Array => new Uint8Array(randomBytes(TAILLE_OPAQUE))
const good = (): string => buildApcv({ point: newPoint(), opaque: opaque() })

test('the text has the length of the public trace, and is read back', () => {
  const [point, rest] = [newPoint(), opaque()]
  const text = buildApcv({ point, opaque: rest })
  expect(text).toHaveLength(773)
  expect(readApcv(text)).toEqual({ nature: 'apcv', point, opaque: rest })
})

test('a point of another curve is not one of P-256', () => {
  expect(isPointP256(newPoint())).toBe(true)
  expect(isPointP256(newPoint('secp256k1'))).toBe(false)
  expect(isPointP256(newPoint().subarray(1))).toBe(false)
})

test.each([
  ['not base 45', '{"S":{"V":2}}', 'base 45'],
  ['another magic', encodeBase45(Buffer.from('XPCV0101')), 'APCV'],
  ['truncated', good().slice(0, 600), 'octets'],
  ['off the curve', buildApcv({ point: newPoint('secp256k1'), opaque: opaque() }), 'P-256'],
])('%s is not an ApCV, and it says why', (_case, text, word) => {
  const read = readApcv(text)
  expect(read.nature).toBe('inconnu')
  expect(read.nature === 'inconnu' && read.raison).toContain(word)
})

test('another version of the format is told apart', () => {
  expect(readApcv(buildApcv({ format: '0202', point: newPoint(), opaque: opaque() }))).toEqual({ nature: 'version', format: '0202' })
})

test('nothing that is shown makes the reader fail', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.uint8Array().map(encodeBase45)), (text) => ['apcv', 'version', 'inconnu'].includes(readApcv(text).nature)))
})
