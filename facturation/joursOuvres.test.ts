import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estOuvre, finDeDelai, joursFeries, paques, plusJours, plusMois } from './joursOuvres.js'

const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()
const years = fc.integer({ min: 1900, max: 2200 })
const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))

test('Easter falls on its known days', () => {
  const known = ['1961-04-02', '2000-04-23', '2008-03-23', '2011-04-24', '2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2038-04-25', '2285-03-22']
  expect(known.map((day) => paques(Number(day.slice(0, 4))))).toEqual(known)
})

test('Easter is a Sunday from 22 March to 25 April, the Sunday after the full moon of the ecclesiastical table', () => {
  fc.assert(
    fc.property(years, (year) => {
      const easter = paques(year)
      expect(weekday(easter)).toBe(0)
      expect(easter.slice(5) >= '03-22' && easter.slice(5) <= '04-25').toBe(true)
      // An other way to reckon it: golden number, century, epact (Clavius).
      const golden = (year % 19) + 1
      const century = Math.floor(year / 100) + 1
      const skipped = Math.floor((3 * century) / 4) - 12
      const moon = Math.floor((8 * century + 5) / 25) - 5
      const sunday = Math.floor((5 * year) / 4) - skipped - 10
      let epact = (11 * golden + 20 + moon - skipped + 30) % 30
      if ((epact === 25 && golden > 11) || epact === 24) epact += 1
      let full = 44 - epact
      if (full < 21) full += 30
      const day = full + 7 - ((sunday + full) % 7)
      expect(easter).toBe(plusJours(`${year}-03-01`, day - 1))
    }),
  )
})

test('a year has eleven holidays, ten when two of them meet', () => {
  fc.assert(
    fc.property(years, (year) => {
      const meets = [plusJours(paques(year), 39)].some((day) => ['05-01', '05-08'].includes(day.slice(5)))
      expect(joursFeries(year).size).toBe(meets ? 10 : 11)
    }),
  )
  expect([...joursFeries(2026)].sort()).toEqual(['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25', '2026-07-14', '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25'])
})

test('a delay ends on a working day, holds as many of them as asked, and never shrinks', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 30 }), (day, count) => {
      const end = finDeDelai(day, count)
      expect(estOuvre(end)).toBe(true)
      let held = 0
      for (let one = plusJours(day, 1); one <= end; one = plusJours(one, 1)) if (estOuvre(one)) held += 1
      expect(held).toBe(count)
      expect(finDeDelai(plusJours(day, 1), count) >= end).toBe(true)
    }),
  )
})

test('delays over holidays', () => {
  expect(finDeDelai('2026-11-10', 3)).toBe('2026-11-16')
  expect(finDeDelai('2026-12-24', 3)).toBe('2026-12-30')
  expect(finDeDelai('2026-04-30', 8)).toBe('2026-05-15')
  expect(finDeDelai('2026-11-20', 0)).toBe('2026-11-20')
})

test('months keep their last day', () => {
  expect(plusMois('2024-02-29', 12)).toBe('2025-02-28')
  expect(plusMois('2026-01-31', 1)).toBe('2026-02-28')
  expect(plusMois('2026-11-24', -36)).toBe('2023-11-24')
  expect(plusMois('2026-11-30', 24)).toBe('2028-11-30')
})
