/** Days as `YYYY-MM-DD`, and the working days of the CSS (R161-47): neither Saturday, nor Sunday, nor one of the eleven public holidays. */

const DAY = 86_400_000
const instantOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayAt = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

const nextDay = (day: string): string => dayAt(instantOf(day) + DAY)

/** Same day of the month, so many months later; the last one when there is no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return dayAt(Date.UTC(year, month - 1 + months, Math.min(date, last)))
}

/** Easter Sunday (algorithm of Butcher). */
function easter(year: number): number {
  const [a, b, c] = [year % 19, Math.trunc(year / 100), year % 100]
  const h = (19 * a + b - Math.trunc(b / 4) - Math.trunc((b - Math.trunc((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.trunc(c / 4) - h - (c % 4)) % 7
  const m = Math.trunc((a + 11 * h + 22 * l) / 451)
  const [month, day] = [Math.trunc((h + l - 7 * m + 114) / 31), ((h + l - 7 * m + 114) % 31) + 1]
  return Date.UTC(year, month - 1, day)
}

const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']

function isHoliday(day: string): boolean {
  const sunday = easter(Number(day.slice(0, 4)))
  return FIXED.includes(day.slice(5)) || [1, 39, 50].some((after) => dayAt(sunday + after * DAY) === day)
}

const isWorking = (day: string): boolean => ![0, 6].includes(new Date(instantOf(day)).getUTCDay()) && !isHoliday(day)

/** The last day of a delay of so many working days; the day it starts from does not count. */
export function workingDaysAfter(day: string, count: number): string {
  let end = day
  for (let left = count; left > 0; ) {
    end = nextDay(end)
    if (isWorking(end)) left -= 1
  }
  return end
}

/** Working days between two days, the first one left out; 0 when the second is not later. */
export function workingDaysBetween(from: string, to: string): number {
  let count = 0
  for (let day = from; day < to; ) {
    day = nextDay(day)
    if (isWorking(day)) count += 1
  }
  return count
}
