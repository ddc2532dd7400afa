import { expect, test } from 'vitest'
import { difference, differences, sameLabel, setDifferences } from './comparison.js'

test('a difference says the field, what was expected and what was received', () => {
  expect(difference('ligne.quantite', 2, 3, 7)).toEqual({ code: 'different', message: 'ligne.quantite : attendu 2 ; reçu 3.', at: 'ligne.quantite', seq: 7 })
  expect(difference('x', 'a', undefined)).toMatchObject({ code: 'absent', message: 'x : attendu "a" ; reçu rien.' })
  expect(difference('x', undefined, 'a')).toMatchObject({ code: 'inattendu' })
})

test('a long value is cut in the message', () => {
  expect(difference('x', 'a'.repeat(500), 'b').message.length).toBeLessThan(250)
})

test('values are compared in depth, both ways', () => {
  const found = differences({ a: { b: 1 }, c: [1, 2] }, { a: { b: 2 }, c: [1], d: true }, 'o')
  expect(found.map(({ at, code }) => `${at} ${code}`)).toEqual(['o.a.b different', 'o.c[1] absent', 'o.d inattendu'])
})

test('an empty list and an absent one are the same, an empty text and an absent one are not', () => {
  expect(differences({ a: [] }, {}, 'o')).toEqual([])
  expect(differences({ a: '' }, {}, 'o').map(({ code }) => code)).toEqual(['absent'])
})

test('composed and decomposed accents are the same text', () => {
  expect(differences('é', 'e\u0301', 'o')).toEqual([])
})

test('a set has no order and no double', () => {
  expect(setDifferences(['a', 'b'], ['b', 'a'], 's')).toEqual([])
  expect(setDifferences(['a', 'b'], ['a', 'a', 'c'], 's').map(({ code }) => code)).toEqual(['absent', 'inattendu', 'inattendu'])
})

test('labels are compared without case nor runs of blanks', () => {
  expect(sameLabel('Doliprane  1000 mg', 'DOLIPRANE 1000 MG')).toBe(true)
  expect(sameLabel('Doliprane 500 mg', 'DOLIPRANE 1000 MG')).toBe(false)
})
