/** Base 45 (RFC 9285): two bytes in three characters, the last odd byte in two. Its alphabet is the one that QR codes pack best. */

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const BASE = ALPHABET.length

/** The digits of a value, least significant first, as the RFC writes them. */
const written = (value: number, width: number): string =>
  Array.from({ length: width }, (_, rank) => ALPHABET[Math.floor(value / BASE ** rank) % BASE]).join('')

export function encodeBase45(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 2) {
    const [high, low] = [bytes[index]!, bytes[index + 1]]
    text += low === undefined ? written(high, 2) : written(high * 256 + low, 3)
  }
  return text
}

/** The bytes of a text; undefined when it is not base 45: foreign character, impossible length, or a group that no byte gives. */
export function decodeBase45(text: string): Uint8Array | undefined {
  if (text.length % 3 === 1) return undefined
  const bytes: number[] = []
  for (let index = 0; index < text.length; index += 3) {
    const digits = [...text.slice(index, index + 3)].map((character) => ALPHABET.indexOf(character))
    if (digits.includes(-1)) return undefined
    const value = digits.reduce((total, digit, rank) => total + digit * BASE ** rank, 0)
    if (value >= 256 ** (digits.length - 1)) return undefined
    bytes.push(...(digits.length === 3 ? [value >> 8, value & 255] : [value]))
  }
  return Uint8Array.from(bytes)
}
