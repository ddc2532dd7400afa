import { expect, test } from 'vitest'
import { loadCalendrier, versionsDeposables, type ContratCnda } from './calendrier.js'

const calendrier = loadCalendrier()
const ancien: ContratCnda = { date: '2025-06-01', version: 'V2' }

test.each([
  ['2024-11-21', undefined, ['V2']],
  ['2024-11-22', undefined, ['V2', 'V3']],
  ['2026-01-28', undefined, ['V2', 'V3']],
  ['2026-01-29', undefined, ['V3']],
  ['2026-07-29', ancien, ['V2', 'V3']],
  ['2026-07-30', ancien, ['V3']],
  ['2026-03-01', { ...ancien, date: '2026-02-01' }, ['V3']],
  ['2026-03-01', { ...ancien, version: 'V3' }, ['V3']],
] as [string, ContratCnda | undefined, string[]][])('on %s, under %j: %j', (jour, contrat, versions) => {
  expect(versionsDeposables(calendrier, jour, contrat).versions).toEqual(versions)
})

test('the sentence says the day, the version, why and where it comes from', () => {
  expect(versionsDeposables(calendrier, '2026-11-24').phrase).toBe(
    'Au 24/11/2026, seule la V3 peut être déposée : aucun contrat CNDA antérieur déclaré (décision CTLSAM du 29/01/2026, package Ordonnance Numérique 03.00.00).',
  )
  expect(versionsDeposables(calendrier, '2026-06-01', ancien).phrase).toContain('jusqu’au 29/07/2026')
})
