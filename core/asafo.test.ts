import fc from 'fast-check'
import { expect, test } from 'vitest'
import { avecTiret, enMajuscules, saisieAsafo } from './asafo.js'

test.each([
  ['Testard-Fictif', 'TESTARD FICTIF'],
  ["d'Essai de l'Exemple", "D'ESSAI DE L'EXEMPLE"],
  ['  Éloïse - Marie ', 'ELOISE MARIE'],
])('%s is typed %s', (name, typed) => expect(saisieAsafo(name)).toBe(typed))

test('what is typed by the rule obeys the rule, and twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const typed = saisieAsafo(name)
      expect(avecTiret(typed)).toBe(false)
      expect(saisieAsafo(typed)).toBe(typed)
    }),
  )
  expect(enMajuscules(saisieAsafo('ça'))).toBe(true)
})
