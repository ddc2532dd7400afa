import { expect, test } from 'vitest'
import { canonicalProblems } from '../core/canonical.js'
import { isCip13, isFiness, isNir, isNumeroAm, isRpps } from '../core/identifiers.js'
import { OID_TEST } from '../core/insi.js'
import { MATRICULES_ASSURES } from './assures.js'
import { MATRICULES_INSI } from './personnes.js'
import { isTestIdentity, PATIENTS, PHARMACIENS, PRESCRIPTEURS, PRODUITS, REMPLACANTS, TEST_MATRICULES } from './population.js'

const patients = Object.entries(PATIENTS)
const professionals = Object.entries({ ...PRESCRIPTEURS, ...REMPLACANTS, ...PHARMACIENS })

test.each(patients)('patient %s has a valid test identity', (_key, patient) => {
  expect(canonicalProblems('Patient', patient)).toEqual([])
  expect(isNir(patient.ins.matricule, patient.ins.cle)).toBe(true)
  expect(patient.ins.oid).toBe(OID_TEST)
  expect(isTestIdentity(patient.ins.matricule + patient.ins.cle)).toBe(true)
})

test.each(patients)('patient %s has a number that tells the same sex, birth and place, in a commune that does not exist', (key, { ins, sexe, dateNaissance, lieuNaissance }) => {
  expect(ins.matricule[0]).toBe(sexe === 'M' ? '1' : '2')
  expect(ins.matricule.slice(1, 3)).toBe(dateNaissance.slice(2, 4))
  expect(ins.matricule.slice(3, 5)).toBe(key === 'dateLunaire' ? '20' : dateNaissance.slice(5, 7))
  expect(ins.matricule.slice(5, 10)).toBe(lieuNaissance)
  expect(lieuNaissance).toMatch(/999$/)
})

test.each(patients)('patient %s is written in plain capitals', (_key, { nomFamille, prenom, nomUsage = 'X' }) => {
  for (const name of [nomFamille, prenom, nomUsage]) expect(name).toMatch(/^[A-Z' -]+$/)
})

test('nobody shares a number', () => {
  expect(new Set(patients.map(([, { ins }]) => ins.matricule)).size).toBe(patients.length)
  expect(new Set(professionals.map(([, { rpps }]) => rpps)).size).toBe(professionals.length)
  // Some of the patients are known to INSi too.
  const everybody = [...MATRICULES_INSI, ...MATRICULES_ASSURES, ...patients.map(([, { ins }]) => ins.matricule)]
  expect(TEST_MATRICULES.size).toBe(new Set(everybody).size + 16)
})

test.each(professionals)('professional %s has valid test numbers', (_key, professional) => {
  expect(canonicalProblems('Professionnel', professional)).toEqual([])
  expect(isRpps(professional.rpps)).toBe(true)
  expect(professional.rpps).toMatch(/^9990000/)
  expect(isNumeroAm(professional.identifiantFacturation!)).toBe(true)
  if (professional.structure) expect(isFiness(professional.structure.finess!)).toBe(true)
})

test('pharmacists bill under the FINESS of their officine, prescribers have a speciality', () => {
  for (const { profession, structure, identifiantFacturation } of Object.values(PHARMACIENS)) expect([profession, identifiantFacturation]).toEqual(['21', structure!.finess])
  for (const { profession, specialite } of Object.values(PRESCRIPTEURS)) expect([profession, specialite]).toEqual(['10', expect.stringMatching(/^SM\d{2}$/)])
})

test.each(Object.entries(PRODUITS))('product %s has codes of the right shape', (_key, produit) => {
  expect(canonicalProblems('Produit', produit)).toEqual([])
  if (produit.cip13) expect(isCip13(produit.cip13)).toBe(true)
  expect(produit.cis ?? produit.medicamentVirtuel ?? produit.lpp).toBeDefined()
})

test('a stranger is not a test identity', () => {
  expect(isTestIdentity('1850275123456')).toBe(false)
})
