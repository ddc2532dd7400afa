/**
 * Shapes and keys of the identifiers that travel in the exchanges. Rules: public facts measured on public test values
 * (docs/sources.md, « Identifiants »); a key that is not reliable in the field (CIP7, AM number) is never checked.
 */

const digits = /^\d+$/

/** Luhn check used by RPPS, FINESS, SIREN and SIRET. */
export function isLuhn(value: string): boolean {
  if (!digits.test(value)) return false
  const sum = [...value].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

/** Completes a Luhn number with its last digit. */
export function withLuhnKey(body: string): string {
  const last = [...'0123456789'].find((digit) => isLuhn(body + digit))
  return body + last!
}

/** Sex, year, month (or special month), department (2A, 2B included), commune, order: 13 characters. */
export const NIR_PATTERN = /^[1-478]\d{2}(?:0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d)(?:\d{2}|2[AB])\d{6}$/

/** Whether a text has the characters of a NIR, true or not: what its key can be reckoned on. */
export const isNirShaped = (text: string): boolean => /^\d{5}(?:\d{2}|2[AB])\d{6}$/.test(text)

/** Key of a 13-character NIR or NIA: 97 − (N mod 97); a Corsican letter counts as 0 and takes one or two millions off. */
export function nirKey(nir: string): string {
  const letter = /^.{6}([AB])/.exec(nir)?.[1]
  const number = Number(letter ? nir.replace(letter, '0') : nir)
  if (!Number.isSafeInteger(number)) throw new RangeError(`not a NIR: ${nir}`)
  const shift = letter === 'A' ? 1_000_000 : letter === 'B' ? 2_000_000 : 0
  return String(97 - ((number - shift) % 97)).padStart(2, '0')
}

export const isNir = (nir: string, key: string): boolean => NIR_PATTERN.test(nir) && nirKey(nir) === key

export const isRpps = (value: string): boolean => /^\d{11}$/.test(value) && isLuhn(value)

/** FINESS of a structure; a Corsican letter is replaced by a digit before the Luhn check (A→1, B→2). */
export function isFiness(value: string): boolean {
  if (!/^(?:\d{2}|2[AB])\d{7}$/.test(value)) return false
  return isLuhn(value.replace('A', '1').replace('B', '2'))
}

/** AM billing number: 9 characters; its key is not reliable in published samples and is not checked. */
export const isNumeroAm = (value: string): boolean => /^\d{9}$/.test(value)

/** GS1 key of the twelve first digits of a 13-digit code. */
export function gs1Key(body: string): string {
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0)
  return String((10 - (sum % 10)) % 10)
}

export const isCip13 = (value: string): boolean => /^34009\d{8}$/.test(value) && gs1Key(value.slice(0, 12)) === value[12]

/** National id of a professional: prefix 8 + RPPS. */
export const idNatFromRpps = (rpps: string): string => `8${rpps}`

/** Printed and published samples only show upper-case letters and digits; the exact alphabet is not public. */
export const ORDONNANCE_ID_PATTERN = /^[0-9A-Z]{18}$/
/** The number of an ordonnance as printed, whatever the hand added to it: `N°`, blanks, dashes, lower case (docs/editeur/ordonnance-numerique.md). */
export const printedNumber = (typed: unknown): unknown =>
  typeof typed === 'string' ? typed.replace(/^\s*n\s*[°º]/i, '').replaceAll(/[\s.\-–—]/g, '').toUpperCase() : typed

/**
 * Eighteen characters, as EF_EP02.02 asks of every contract. A contract's own alphabet and pattern (`pack.identifier`) are narrower and assumed:
 * identifiers are drawn from them, and none is refused for them; core knows no contract.
 */
export const isOrdonnanceId = (value: string): boolean => ORDONNANCE_ID_PATTERN.test(value)

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i
export const isUuid = (value: string): boolean => UUID.test(value)

/** WS-Addressing ids are seen as `uuid:<uuid>` and `urn:uuid:<uuid>`; both are right. */
export const isMessageId = (value: string): boolean => {
  const uuid = /^(?:urn:)?uuid:(.+)$/.exec(value)?.[1]
  return uuid !== undefined && isUuid(uuid)
}
