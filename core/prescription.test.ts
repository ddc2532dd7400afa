import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classeSecurisee, dureeEnJours, finDeConservation, isAccompagne, jourDe, readApr, typesDe, writeApr } from './prescription.js'

const tramadol = { atc: 'N02AX02', libelle: 'TOPALGIC' }

test('tramadol needs a sécurisée ordonnance from 1 March 2025, not the day before', () => {
  expect(classeSecurisee(tramadol, '2025-02-28')).toBeUndefined()
  expect(classeSecurisee(tramadol, '2025-03-01')?.nom).toBe('tramadol')
  expect(classeSecurisee({ atc: 'N02AJ06', libelle: 'DAFALGAN CODEINE' }, '2025-03-01')?.nom).toBe('codéine')
  expect(classeSecurisee({ atc: 'N02AA01', libelle: 'SKENAN' }, '2019-01-01')?.nom).toBe('stupéfiants')
  expect(classeSecurisee({ libelle: 'SANS CODE' }, '2026-01-01')).toBeUndefined()
})

test('the day is that of Paris', () => {
  expect(jourDe('2025-02-28T23:30:00Z')).toBe('2025-03-01')
})

test('the published reference is read: AM number and instant', () => {
  expect(readApr('APR-991085333-1726663120')).toEqual({ numeroAm: '991085333', instant: new Date('2024-09-18T12:38:40Z') })
})

test.each(['APR-99108533-1726663120', 'APR-991085333', 'apr-991085333-1726663120', 'APR-991085333-17266631', ' APR-991085333-1726663120'])('« %s » is no reference', (text) => {
  expect(readApr(text)).toBeUndefined()
})

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{9}$/), fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }), (numeroAm, seconds) => {
      const value = { numeroAm, instant: new Date(seconds * 1000) }
      expect(readApr(writeApr(value))).toEqual(value)
    }),
  )
})

test('GLP-1 analogues are accompanied from 1 February 2025', () => {
  expect([isAccompagne({ atc: 'A10BJ06', libelle: 'OZEMPIC' }, '2025-01-31'), isAccompagne({ atc: 'A10BJ06', libelle: 'OZEMPIC' }, '2025-02-01')]).toEqual([false, true])
})

test('kinds, durations and retention', () => {
  expect(typesDe([{ type: 'medicament' }, { type: 'dispositifMedical' }])).toEqual(['produits de santé'])
  expect(typesDe([{ type: 'medicament' }, { type: 'acteBiologieMedicale' }])).toHaveLength(2)
  expect(dureeEnJours({ duree: { valeur: 3, unite: 'mois' } })).toBe(84)
  expect(dureeEnJours({})).toBeUndefined()
  expect(finDeConservation({ dateHeure: '2026-11-24T10:00:00Z' })).toEqual(new Date('2031-11-24T10:00:00Z'))
})
