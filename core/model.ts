import type { CanonicalType } from './canonical.js'

/** What a field of a canonical model may be: the words in which every model of `core/` is written. */

export type Format = 'texte' | 'entier' | 'booleen'

/**
 * `requis`: no value without it. `porte`: a value may lack it, the bench still needs every contract to be able to carry it,
 * because a requirement is judged on it. `facultatif`: a contract may not know it.
 */
export type Presence = 'requis' | 'porte' | 'facultatif'

export interface CanonicalField {
  presence: Presence
  format: Format
  /** Shape of a text: a date or a date and time loses the white space that XML allows around it. */
  shape?: 'date' | 'dateHeure'
  /** Closed set of values. */
  values?: readonly string[]
  /** An object of this type instead of a simple value. */
  type?: CanonicalType
  list?: boolean
}

export const texte = (presence: Presence): CanonicalField => ({ presence, format: 'texte' })
export const entier = (presence: Presence): CanonicalField => ({ presence, format: 'entier' })
export const booleen = (presence: Presence): CanonicalField => ({ presence, format: 'booleen' })
export const date = (presence: Presence): CanonicalField => ({ presence, format: 'texte', shape: 'date' })
export const dateHeure = (presence: Presence): CanonicalField => ({ presence, format: 'texte', shape: 'dateHeure' })
export const parmi = (presence: Presence, values: readonly string[]): CanonicalField => ({ presence, format: 'texte', values })
export const objet = (presence: Presence, type: CanonicalType): CanonicalField => ({ presence, format: 'texte', type })
export const liste = (field: CanonicalField): CanonicalField => ({ ...field, list: true })
