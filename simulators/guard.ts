import { nirKey } from '../core/identifiers.js'

/**
 * Keeps real people out of the journal: a social security number that belongs to no test identity is masked before anything is
 * written. The mask has the same length and the shape that schemas ask for, so the masked message is judged like the received one.
 */

/** Sex, year, month, department, commune and order, as in `NIR_PATTERN`, with an optional key; letters in any case. */
const NIR_SHAPE = String.raw`[1-478]\d{2}(?:0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d)(?:\d{2}|2[ABab])\d{6}(?:\d{2})?`

// A token starts where no letter or digit precedes, or after an escape whose last character is one: %20, \n, \u00e9.
const START = String.raw`(?:(?<![A-Za-z0-9%])|(?<=%[0-9A-Fa-f]{2})|(?<=\\[nrtbf])|(?<=\\u[0-9A-Fa-f]{4}))`
// Part of a dotted number (OID, decimal): not a person.
const NOT_DOTTED_BEFORE = String.raw`(?<!\d\.)`
const END = String.raw`(?![A-Za-z0-9])(?!\.\d)`

const TOKEN = new RegExp(`${START}${NOT_DOTTED_BEFORE}${NIR_SHAPE}${END}`, 'g')

/** Codes of a box (CIP13) or of a unit (UCD13): thirteen digits that can look like a number of a person. */
const PRODUCT_CODE = /^3400[89]\d{8}$/

const BASE64_RUN = /[A-Za-z0-9+/]{64,}={0,2}/g

/** A long run that only an encoder writes: whole groups of four, mixed case, digits, and a mark of base64 or great length. */
const isBase64 = (run: string): boolean =>
  run.length % 4 === 0 && /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run) && (/[+]/.test(run) || run.endsWith('=') || run.length >= 256)

const base64Ranges = (text: string): (readonly [number, number])[] =>
  [...text.matchAll(BASE64_RUN)].filter(([run]) => isBase64(run)).map((match) => [match.index, match.index + match[0].length] as const)

function isRealNumber(token: string, allowed: ReadonlySet<string>): boolean {
  const nir = token.slice(0, 13).toUpperCase()
  if (allowed.has(nir) || allowed.has(token)) return false
  if (token.length === 15) return nirKey(nir) === token.slice(13)
  return !PRODUCT_CODE.test(token)
}

/** Masks every number of a person that is not in the allowed set (13-character numbers). Masking twice changes nothing more. */
export function maskRealData(text: string, allowed: ReadonlySet<string>): { text: string; masked: number } {
  let masked = 0
  let encoded: readonly (readonly [number, number])[] | undefined
  const result = text.replaceAll(TOKEN, (token, offset: number) => {
    if (!isRealNumber(token, allowed)) return token
    encoded ??= base64Ranges(text)
    if (encoded.some(([start, end]) => start <= offset && offset < end)) return token
    masked += 1
    return '9'.repeat(token.length)
  })
  return { text: result, masked }
}
