import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gs1Key, nirKey } from '../core/identifiers.js'
import { maskRealData } from './guard.js'
import { PATIENTS, TEST_MATRICULES } from './population.js'

// Built here, never printed anywhere: number-shaped, of nobody in the test population.
const nirs = fc
  .tuple(fc.constantFrom('1', '2'), fc.stringMatching(/^\d{2}$/), fc.stringMatching(/^(0[1-9]|1[0-2])$/), fc.stringMatching(/^(0[1-9]|[1-8]\d|2A|2B)$/), fc.stringMatching(/^\d{6}$/))
  .map((parts) => parts.join(''))
  .filter((nir) => !TEST_MATRICULES.has(nir))
const withKeys = nirs.map((nir) => nir + nirKey(nir))
const mask = (text: string): { text: string; masked: number } => maskRealData(text, TEST_MATRICULES)

test('a number of nobody we know is masked, alone or with its key, and the length stays', () => {
  fc.assert(
    fc.property(fc.oneof(nirs, withKeys), fc.constantFrom(['<Num>', '</Num>'], ['"nir":"', '"'], ['nir=', '&x=1'], ['', ''], ['nom ', '.'], ['/patients/', '/droits'], ['_', '_'], ['%20', ' '], ['\\n', '\\n']), (token, [before, after]) => {
      expect(mask(`${before}${token}${after}`)).toEqual({ text: `${before}${'9'.repeat(token.length)}${after}`, masked: 1 })
    }),
  )
})

test('test identities pass, with or without key', () => {
  for (const { ins } of Object.values(PATIENTS)) {
    const text = `<Matricule>${ins.matricule}</Matricule> ${ins.matricule}${ins.cle}`
    expect(mask(text)).toEqual({ text, masked: 0 })
  }
})

test('masking is idempotent, keeps the length and counts what it changed', () => {
  const texts = fc.array(fc.oneof(nirs, withKeys, fc.string(), fc.constantFrom(' ', '<', '"', '2770763220829')), { maxLength: 12 }).map((parts) => parts.join(' '))
  fc.assert(
    fc.property(texts, (text) => {
      const once = mask(text)
      expect(mask(once.text)).toEqual({ text: once.text, masked: 0 })
      expect(once.text).toHaveLength(text.length)
      expect(once.masked > 0).toBe(once.text !== text)
    }),
  )
})

test('the mask still has the shape that schemas ask for', () => {
  expect(mask('<M>185022A123456</M>').text).toMatch(/^<M>\d{6}[AB0-9]\d{6}<\/M>$/)
})

test('codes of boxes and units are left alone', () => {
  fc.assert(
    fc.property(fc.constantFrom('34009', '34008'), fc.stringMatching(/^\d{7}$/), (prefix, body) => {
      const code = prefix + body + gs1Key(prefix + body)
      expect(mask(`<CIP13>${code}</CIP13>`)).toEqual({ text: `<CIP13>${code}</CIP13>`, masked: 0 })
    }),
  )
})

test('fifteen digits whose key does not hold are not a number of a person', () => {
  fc.assert(
    fc.property(withKeys, fc.integer({ min: 1, max: 9 }), (number, shift) => {
      const wrong = number.slice(0, 14) + String((Number(number[14]) + shift) % 10)
      expect(mask(wrong).masked).toBe(0)
    }),
  )
})

test('longer runs of letters or digits, decimals and OIDs are not touched', () => {
  fc.assert(
    fc.property(nirs, fc.stringMatching(/^[0-9A-Za-z]{1,20}$/), fc.boolean(), (nir, more, before) => {
      fc.pre(!/\d{2}$/.test(nir + more) || more.length !== 2 || before)
      const text = before ? `${more}${nir}` : `${nir}${more}`
      fc.pre(text.length !== 15)
      expect(mask(text).masked).toBe(0)
    }),
  )
  expect(mask('1.2.250.1850275123456.1').masked).toBe(0)
  expect(mask('0.1850275123456').masked).toBe(0)
})

test('base64 is never corrupted, even when it spells a number between two separators', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
      const text = `<X509Certificate>${Buffer.from(bytes).toString('base64')}</X509Certificate>`
      expect(mask(text)).toEqual({ text, masked: 0 })
    }),
  )
  const spelled = `${'aB3+'.repeat(20)}aaa/1850275123456+abc${'Zz9+'.repeat(20)}`.padEnd(184, 'A')
  expect(mask(spelled)).toEqual({ text: spelled, masked: 0 })
})

test('a long address is not taken for base64', () => {
  expect(mask('/sessions/4f0c1aAb/lps/patients/1850275123456/ordonnances/active/details/complets/encore').masked).toBe(1)
})
