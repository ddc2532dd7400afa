import { expect, test } from 'vitest'
import { OUTCOMES } from '../core/verdict.js'
import { OUTCOMES_BY_URGENCY, OUTCOME_LABELS, counted, formatBytes, formatDuration, formatInstant } from './labels.js'

test('every outcome has its own symbol and its own text', () => {
  const labels = Object.values(OUTCOME_LABELS)
  expect(new Set(labels.map(({ symbol }) => symbol)).size).toBe(OUTCOMES.length)
  expect(new Set(labels.map(({ text }) => text)).size).toBe(OUTCOMES.length)
  expect([...OUTCOMES_BY_URGENCY].sort()).toEqual([...OUTCOMES].sort())
})

test('counts, durations, sizes and dates read in French', () => {
  expect([counted(0, 'exigence'), counted(1, 'exigence'), counted(2, 'profil')]).toEqual(['0 exigence', '1 exigence', '2 profils'])
  expect([formatDuration(840), formatDuration(12_400), formatDuration(185_000)]).toEqual(['840 ms', '12,4 s', '3 min 05 s'])
  expect([formatBytes(1), formatBytes(1536)]).toEqual(['1 octet', '1,5 Kio'])
  expect(formatInstant('2025-11-22T09:30:12.345Z')).toBe('22 novembre 2025 à 09:30:12 UTC')
  expect(formatInstant('jamais')).toBe('jamais')
})
