import { randomInt } from 'node:crypto'

export interface IdentifiantFormat {
  motif: RegExp
  alphabet: string
  /** Digits of each of the joined numbers. */
  largeurs: number[]
}

/**
 * Unique identifiers of the ordonnances of this installation: numbers written in the contract's base 32 and joined. What the
 * numbers mean is not published, so they are drawn at random, and remembered so that none is ever used twice.
 */
export class IdentifiantRegister {
  readonly #issued = new Set<string>()

  constructor(private readonly format: IdentifiantFormat) {}

  next(): string {
    const identifiant = this.format.largeurs.map((width) => this.#number(width)).join('')
    if (this.#issued.has(identifiant) || !this.format.motif.test(identifiant)) return this.next()
    this.#issued.add(identifiant)
    return identifiant
  }

  #number(width: number): string {
    return Array.from({ length: width }, () => this.format.alphabet[randomInt(this.format.alphabet.length)]).join('')
  }
}

/** A number typed from the paper: spaces, dashes, `N°` and lower case are the hand's, not the number's. */
export const normaliseIdentifiant = (typed: string): string => typed.replace(/^\s*n\s*[°º]/i, '').replace(/[\s.\-–—]/g, '').toUpperCase()

/** Key of a NIR or NIA: 97 − (N mod 97); a Corsican letter counts as 0 and takes one or two millions off. */
export function insKey(matricule: string): string {
  const letter = matricule[6]
  const shift = letter === 'A' ? 1_000_000 : letter === 'B' ? 2_000_000 : 0
  return String(97 - ((Number(matricule.replace(/[AB]/, '0')) - shift) % 97)).padStart(2, '0')
}
