import type { Seed } from './seed.js'

/** Shape of the unique identifier: four numbers in base 32. Alphabet and widths are not public, so a pack gives them. */
export interface OrdonnanceIdShape {
  /** The 32 digits, in order. */
  alphabet: string
  /** Characters of each number; 18 in all (EF_EP02.02, EF_EP403.02). */
  widths: readonly number[]
}

/** Shape assumed where no pack is at hand; the printed samples fit it. */
export const ASSUMED_ID_SHAPE: OrdonnanceIdShape = { alphabet: '0123456789ABCDEFGHJKMNPRSTUVWXYZ', widths: [2, 7, 5, 4] }

/** Upper bound, excluded, of a number that fits a width. */
const bound = (width: number): number => 32 ** width

/** One number in base 32, left-padded to its width. */
function digitsOf(number: number, width: number, alphabet: string): string {
  if (!Number.isSafeInteger(number) || number < 0 || number >= bound(width)) {
    throw new RangeError(`un nombre de l’identifiant doit tenir en ${width} chiffres de base 32, reçu : ${number}`)
  }
  let rest = number
  let digits = ''
  for (let rank = 0; rank < width; rank += 1) {
    digits = alphabet[rest % 32]! + digits
    rest = Math.floor(rest / 32)
  }
  return digits
}

/** Joins the numbers of an identifier. */
export function formatOrdonnanceId(numbers: readonly number[], { alphabet, widths }: OrdonnanceIdShape = ASSUMED_ID_SHAPE): string {
  if (numbers.length !== widths.length) throw new RangeError(`un identifiant compte ${widths.length} nombres, reçu : ${numbers.length}`)
  return widths.map((width, rank) => digitsOf(numbers[rank]!, width, alphabet)).join('')
}

/** A new identifier: four numbers drawn from the seed. */
export const drawOrdonnanceId = (seed: Seed, shape: OrdonnanceIdShape = ASSUMED_ID_SHAPE): string =>
  formatOrdonnanceId(
    shape.widths.map((width) => seed.integer(bound(width))),
    shape,
  )
