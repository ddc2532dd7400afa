/**
 * French working days. A day is `YYYY-MM-DD`. The delays of R161-47 and R161-48 of the Code de la sécurité sociale are counted in working
 * days: neither Saturday, nor Sunday, nor a public holiday (L3133-1 of the Code du travail), the day it starts from left out.
 */

const DAY_MS = 86_400_000
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayAt = (time: number): string => new Date(time).toISOString().slice(0, 10)

export const plusJours = (day: string, days: number): string => dayAt(at(day) + days * DAY_MS)

/** The same day, so many months later; the last of the month when it has no such day. */
export function plusMois(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return dayAt(Date.UTC(year, month - 1 + months, Math.min(date, last)))
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
export function paques(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor((8 * b + 13) / 25)
  const e = (19 * a + b - Math.floor(b / 4) - d + 15) % 30
  const f = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - e - (c % 4)) % 7
  const g = Math.floor((a + 11 * e + 22 * f) / 451)
  const month = Math.floor((e + f - 7 * g + 114) / 31)
  const day = ((e + f - 7 * g + 114) % 31) + 1
  return dayAt(Date.UTC(year, month - 1, day))
}

const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']
/** Days after Easter: Easter Monday, Ascension, Whit Monday. */
const MOVING = [1, 39, 50]
const holidays = new Map<number, ReadonlySet<string>>()

/** The eleven public holidays of a year. */
export function joursFeries(year: number): ReadonlySet<string> {
  const known = holidays.get(year)
  if (known) return known
  const easter = paques(year)
  const days = new Set([...FIXED.map((day) => `${String(year).padStart(4, '0')}-${day}`), ...MOVING.map((after) => plusJours(easter, after))])
  holidays.set(year, days)
  return days
}

export function estOuvre(day: string): boolean {
  const weekday = new Date(at(day)).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !joursFeries(Number(day.slice(0, 4))).has(day)
}

/** The last day of a delay of so many working days that starts on a day. */
export function finDeDelai(day: string, workingDays: number): string {
  let end = day
  for (let left = workingDays; left > 0; ) {
    end = plusJours(end, 1)
    if (estOuvre(end)) left -= 1
  }
  return end
}
