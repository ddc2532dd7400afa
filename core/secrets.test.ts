import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestOf, maskBody, maskForm, maskHeader, maskJson, maskUrl } from './secrets.js'

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJxdWVscXXigJl1biJ9.c2lnbmF0dXJl'

test('a form keeps everything but its secrets, and the same secret has the same digest', () => {
  expect(maskForm('grant_type=refresh_token&refresh_token=abc&scope=openid+scope_all')).toBe(`grant_type=refresh_token&refresh_token=${digestOf('abc')}&scope=openid+scope_all`)
  expect(maskForm('code=a%2Fb&code_verifier=v')).toBe(`code=${digestOf('a/b')}&code_verifier=${digestOf('v')}`)
})

test('an address is masked in its query and in its fragment', () => {
  expect(maskUrl('https://lps.invalid/retour?code=xyz&state=s1#id_token=abc')).toBe(
    `https://lps.invalid/retour?code=${digestOf('xyz')}&state=s1#id_token=${digestOf('abc')}`,
  )
  expect(maskUrl('/auth?client_id=a&nonce=n')).toBe('/auth?client_id=a&nonce=n')
})

test('JSON is masked as text, even when it is not well formed', () => {
  expect(maskJson('{"access_token": "a\\"b", "expires_in": 120}')).toBe(`{"access_token": "${digestOf('a"b')}", "expires_in": 120}`)
  expect(maskJson('{"refresh_token":"cut')).toBe(`{"refresh_token":"${digestOf('cut')}`)
  expect(maskJson('{"code":"SIM-PROXY-01"}')).toBe('{"code":"SIM-PROXY-01"}')
})

test('a signed token is masked wherever it is', () => {
  expect(maskBody(`voici ${JWT} !`, 'text/plain')).toBe(`voici ${digestOf(JWT)} !`)
})

test('a secret of an address that a page repeats is masked too', () => {
  expect(maskBody('<a href="https://lps.invalid/retour?code=abc&amp;state=s">', 'text/html')).toBe(`<a href="https://lps.invalid/retour?code=${digestOf('abc')}&amp;state=s">`)
})

test('headers keep what a check needs: who, never with what', () => {
  expect(maskHeader('Authorization', `Basic ${Buffer.from('lps:s%20t').toString('base64')}`)).toBe(`Basic "lps" ${digestOf('s t')}`)
  expect(maskHeader('authorization', 'Bearer abc')).toBe(`Bearer ${digestOf('abc')}`)
  expect(maskHeader('authorization', 'Digest abc')).toBe('***')
  expect(maskHeader('cookie', 'proxy_session_id=1; b=')).toBe(`proxy_session_id=${digestOf('1')}; b=`)
  expect(maskHeader('set-cookie', 'proxy_session_id=1; Path=/; HttpOnly')).toBe(`proxy_session_id=${digestOf('1')}; Path=/; HttpOnly`)
})

test('no secret of a form is left, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8, unit: fc.constantFrom(...'GHIJKLMNO&=+% éç') }), (secret) => {
      const masked = maskForm(new URLSearchParams({ a: '1', access_token: secret }).toString())
      expect(masked).toBe(`a=1&access_token=${digestOf(secret)}`)
    }),
  )
})
