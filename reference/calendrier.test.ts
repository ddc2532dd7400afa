import { expect, it } from 'vitest'
import { addMonths, workingDaysAfter, workingDaysBetween } from './calendrier.js'

it('counts working days over week-ends and public holidays', () => {
  expect(workingDaysAfter('2026-11-20', 3)).toBe('2026-11-25')
  // Easter Monday is 6 April 2026, the 1st of May a Friday
  expect(workingDaysAfter('2026-04-03', 1)).toBe('2026-04-07')
  expect(workingDaysAfter('2026-04-30', 1)).toBe('2026-05-04')
  expect(workingDaysAfter('2026-05-13', 1)).toBe('2026-05-15')
  expect(workingDaysBetween('2026-11-20', '2026-11-25')).toBe(3)
  expect(workingDaysBetween('2026-11-20', '2026-11-20')).toBe(0)
})

it('adds months at the end of months', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(addMonths('2024-02-29', 12)).toBe('2025-02-28')
})
