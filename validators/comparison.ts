import type { Finding } from '../core/readiness.js'

/** What distinguishes two values at one place. */
export type DifferenceCode = 'absent' | 'inattendu' | 'different'

const shown = (value: unknown): string => {
  if (value === undefined) return 'rien'
  const text = JSON.stringify(value)
  return text.length > 160 ? `${text.slice(0, 157)}…` : text
}

const codeOf = (expected: unknown, received: unknown): DifferenceCode => {
  if (received === undefined) return 'absent'
  return expected === undefined ? 'inattendu' : 'different'
}

/** A finding that says the field, what was expected and what was received. */
export function difference(at: string, expected: unknown, received: unknown, seq?: number, code: string = codeOf(expected, received)): Finding {
  const finding = { code, message: `${at} : attendu ${shown(expected)} ; reçu ${shown(received)}.`, at }
  return seq === undefined ? finding : { ...finding, seq }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const normal = (value: unknown): unknown => (typeof value === 'string' ? value.normalize('NFC') : value)
/** An empty list and an absent one say the same thing. */
const present = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? undefined : (value ?? undefined))

/** Every place where two values differ, in depth: nothing less, nothing more, nothing else. */
export function differences(expectedValue: unknown, receivedValue: unknown, at: string, seq?: number): Finding[] {
  const expected = present(expectedValue)
  const received = present(receivedValue)
  if (isRecord(expected) && isRecord(received)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(received)])]
    return keys.flatMap((key) => differences(expected[key], received[key], `${at}.${key}`, seq))
  }
  if (Array.isArray(expected) && Array.isArray(received)) {
    const length = Math.max(expected.length, received.length)
    return Array.from({ length }, (_, index) => differences(expected[index], received[index], `${at}[${index}]`, seq)).flat()
  }
  return normal(expected) === normal(received) ? [] : [difference(at, expected, received, seq)]
}

/** The same comparison where order does not matter and nothing is said twice. */
export function setDifferences(expected: readonly string[] | undefined, received: readonly string[] | undefined, at: string, seq?: number): Finding[] {
  const wanted = new Set(expected ?? [])
  const found = received ?? []
  return [
    ...[...wanted].filter((value) => !found.includes(value)).map((value) => difference(at, value, undefined, seq)),
    ...found.filter((value, index) => !wanted.has(value) || found.indexOf(value) !== index).map((value) => difference(at, undefined, value, seq)),
  ]
}

/** Labels come from the drug base of each software: case and runs of blanks do not matter. */
export const sameLabel = (one: string | undefined, other: string | undefined): boolean => label(one) === label(other)
const label = (text: string | undefined): string | undefined => text?.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLocaleUpperCase('fr')
