import { describe, expect, it } from 'vitest'
import { attributeOf, isSameName, parseDistinguishedName } from './distinguishedName.js'

const same = (one: string, other: string): boolean => isSameName(parseDistinguishedName(one)!, parseDistinguishedName(other)!)

describe('a distinguished name', () => {
  it('gives its attributes under any keyword', () => {
    const name = parseDistinguishedName('CN=899700000019+GN=Élodie, SN="D\'ABO, CÔTÉ", O=a\\,b, C=FR')
    expect(attributeOf(name, 'CN')).toBe('899700000019')
    expect(attributeOf(name, 'givenName')).toBe('Élodie')
    expect(attributeOf(name, '2.5.4.4')).toBe("D'ABO, CÔTÉ")
    expect(attributeOf(name, 'o')).toBe('a,b')
  })

  it.each([
    ['order', 'CN=a,O=b,C=FR', 'C=FR,O=b,CN=a'],
    ['blanks and case', 'CN=Jean  Paul, O=B', 'cn=jean paul,o=b'],
    ['lines', 'C=FR\nO=b\nCN=a', 'CN=a,O=b,C=FR'],
    ['quotes', 'O="a,b"', 'O=a\\,b'],
    ['DER', '2.5.4.4=#0c05c3896c6f64', 'SN=Élod'],
    ['decomposed accents', 'SN=E\u0301lodie', 'SN=Élodie'],
    ['slashes', '/C=FR/O=a/b/CN=x', 'C=FR,O=a/b,CN=x'],
  ])('is the same whatever its %s', (_what, one, other) => {
    expect(same(one, other)).toBe(true)
  })

  it.each([
    ['another value', 'CN=a', 'CN=b'],
    ['one more attribute', 'CN=a', 'CN=a,OU=x'],
    ['the same value twice', 'OU=x,CN=a', 'OU=x,OU=x,CN=a'],
    ['a value under another attribute', 'CN=a,O=b', 'CN=b,O=a'],
  ])('differs by %s', (_what, one, other) => {
    expect(same(one, other)).toBe(false)
  })

  it.each(['', 'Dr GARNIER', 'X=1', '=a', 'CN=#zz', 'CN=#0c05'])('is not « %s »', (text) => {
    expect(parseDistinguishedName(text)).toBeUndefined()
  })
})
