import { expect, test } from 'vitest'
import { finDeValidite, isDenominationCommune, isSubstitution, restes, statutOrdonnance } from './delivrance.js'
import type { Execution, LigneExecution, Ordonnance } from './ordonnance.js'

const clamoxyl = { cis: '64539416', cip13: '3400933054960', libelle: 'CLAMOXYL' }
const generique = { cis: '67385172', cip13: '3400935796158', libelle: 'AMOXICILLINE' }

test('another speciality is a substitution, another box of the same is not', () => {
  expect(isSubstitution(clamoxyl, generique)).toBe(true)
  expect(isSubstitution(clamoxyl, { ...clamoxyl, cip13: '3400933054961' })).toBe(false)
})

test('boxes are compared when no speciality is known on either side', () => {
  expect(isSubstitution({ cip13: '3400933054960', libelle: '' }, { cip13: '3400935796158', libelle: '' })).toBe(true)
  expect(isSubstitution({ cip13: '3400933054960', libelle: '' }, { cip13: '3400933054960', libelle: '' })).toBe(false)
  expect(isSubstitution(clamoxyl, { cip13: '3400935796158', libelle: '' })).toBe(false)
})

test('a prescription in common denomination has nothing to substitute', () => {
  const virtuel = { medicamentVirtuel: 'SIM-MV-AMOX1G', libelle: 'AMOXICILLINE 1 g' }
  expect(isSubstitution(virtuel, generique)).toBe(false)
  expect([isDenominationCommune(virtuel), isDenominationCommune({ ...virtuel, cis: '64539416' }), isDenominationCommune(clamoxyl)]).toEqual([true, false, false])
})

const ordonnance = {
  dateHeure: '2026-02-28T10:00:00+01:00',
  lignes: [
    { numero: 1, type: 'medicament', produit: clamoxyl, quantite: 2, renouvellements: 1 },
    { numero: 2, type: 'medicament', produit: generique },
  ],
} as Ordonnance
const execution = (...lignes: LigneExecution[]): Execution => ({ lignes }) as Execution

test('what is left counts renewals and ignores lines that were not delivered', () => {
  const done = [execution({ numero: 1, statut: 'partielle', quantite: 1 }, { numero: 2, statut: 'nonDelivree' }), execution({ numero: 1, statut: 'delivree', quantite: 2 })]
  expect(restes(ordonnance, done)).toEqual([
    { numero: 1, delivre: 3, reste: 1 },
    { numero: 2, delivre: 0, reste: 1 },
  ])
})

test('the state follows the executions, then the calendar, and a cancellation wins', () => {
  const all = [execution({ numero: 1, statut: 'delivree', quantite: 4 }, { numero: 2, statut: 'delivree', quantite: 1 })]
  const part = [execution({ numero: 2, statut: 'delivree', quantite: 1 })]
  const none = [execution({ numero: 2, statut: 'nonDelivree' })]
  const [before, after] = [new Date('2027-02-28T09:00:00Z'), new Date('2027-02-28T09:00:00.001Z')]
  const statut = (executions: Execution[], now: Date, annulee = false): string => statutOrdonnance({ ordonnance, executions, annulee }, now)
  expect([statut([], before), statut(none, before), statut(part, before), statut(all, before)]).toEqual(['active', 'active', 'partiellementExecutee', 'executee'])
  expect([statut([], after), statut(part, after), statut(all, after)]).toEqual(['expiree', 'expiree', 'executee'])
  expect(statut(all, before, true)).toBe('annulee')
  expect(finDeValidite(ordonnance).toISOString()).toBe('2027-02-28T09:00:00.000Z')
})
