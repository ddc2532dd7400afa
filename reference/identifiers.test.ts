import { expect, it } from 'vitest'
import { loadContract } from './contract.js'
import { IdentifiantRegister, insKey, normaliseIdentifiant } from './identifiers.js'
import { PUBLIC_PACK } from './testing/service.js'

const { identifiant } = loadContract(PUBLIC_PACK)

it('makes well-formed identifiers and never the same twice', () => {
  const register = new IdentifiantRegister(identifiant)
  const made = Array.from({ length: 500 }, () => register.next())
  expect(new Set(made).size).toBe(500)
  for (const one of made) {
    expect(one).toMatch(identifiant.motif)
    expect([...one].every((character) => identifiant.alphabet.includes(character))).toBe(true)
  }
})

it('never reuses an identifier even when few are possible', () => {
  const register = new IdentifiantRegister({ motif: /^[01]{3}$/, alphabet: '01', largeurs: [1, 2] })
  expect(new Set(Array.from({ length: 8 }, () => register.next())).size).toBe(8)
})

it('forgives what a hand adds to a number', () => {
  expect(normaliseIdentifiant(' n° 01s2 tbpz-2jcn zzyghz ')).toBe('01S2TBPZ2JCNZZYGHZ')
})

it.each([
  ['2770763220829', '10'],
  ['297022A020778', '78'],
  ['180032B020401', '23'],
  ['2850599999021', '11'],
])('computes the key of %s', (matricule, cle) => {
  expect(insKey(matricule)).toBe(cle)
})
