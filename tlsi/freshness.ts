/**
 * Tolerances of the clocks. Only the one-hour life of an assertion is seen in public (DevBox Santé, ApCV trace; docs/sources.md); the real tolerances are not
 * published: these values are assumed, and a report that rests on them says so.
 */
export const TEMPS_TOLERANCE_MS = 5 * 60_000
export const ASSERTION_LIFETIME_MS = 60 * 60_000

const TIME_ZONE = /(?:Z|[+-]\d{2}:\d{2})$/

/** Instant of an xs:dateTime with a time zone; undefined when it is none. */
export function instantOf(text: string | undefined): Date | undefined {
  if (text === undefined || !TIME_ZONE.test(text)) return undefined
  const instant = new Date(text)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

/** UTC, milliseconds, `Z` (tlsi-ins schemas; docs/sources.md). */
export const isTemps = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text) && instantOf(text) !== undefined

/** « avec 6 min d’avance », for a message. */
export function driftOf(instant: Date, now: Date): string {
  const milliseconds = instant.getTime() - now.getTime()
  const seconds = Math.round(Math.abs(milliseconds) / 1000)
  const amount = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
  return milliseconds < 0 ? `${amount} de retard` : `${amount} d’avance`
}
