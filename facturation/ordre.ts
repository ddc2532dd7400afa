import type { B2Record } from '../schemas/b2/b2.js'
import type { Values } from '../schemas/positional.js'
import { fieldFinding, finding, type FileFinding } from './constats.js'

/**
 * Which record follows which in an invoice: 2, 2S, then (3, 3S, 3E, 3F or 3H)…, then (4, 4S, 4E, 4B, 4H or 4M)…, then 5; and how many
 * complements a line may have (FIDES; docs/sources.md). The place of the assumed 4P is that of the other details.
 */

const RANKS: Readonly<Record<string, number>> = { '': 0, S: 1, E: 2 }
const rankOf = (type: string): number => RANKS[type.slice(1)] ?? 3

/** At most so many of a complement after one line; a suite and a RPPS come once. */
const MOST: Readonly<Record<string, number>> = { S: 1, E: 1, F: 10, H: 10, B: 10, M: 26 }

/** What was read since the last 2, 3 or 4. */
export interface Ligne {
  last: string
  counts: Map<string, number>
  sequences: Map<string, number>
  session: string
}
export const nouvelleLigne = (type: string): Ligne => ({ last: type, counts: new Map(), sequences: new Map(), session: '' })

const ORDER = 'dans une facture : 2, 2S, puis les 3, puis les 4, puis 5'

/** Judges the place of a record inside of an invoice, and takes note of it. */
export function* orderFindings(record: B2Record, values: Values, ligne: Ligne): Generator<FileFinding> {
  const { type = '' } = record
  const { last } = ligne
  if (type[0]! < last[0]!) yield finding(record, 'structure', `un enregistrement ${type} après un ${last}`, ORDER)
  else if (type.length > 1 && type[0] !== last[0]) yield finding(record, 'structure', `un enregistrement ${type} après un ${last}`, `un enregistrement ${type[0]!} avant son complément`)
  else if (type.length > 1 && rankOf(type) < rankOf(last)) yield finding(record, 'structure', `un enregistrement ${type} après un ${last}`, `après un ${type[0]!} : d’abord ${type[0]!}S, puis ${type[0]!}E, puis les détails`)
  if (type.length === 1) {
    Object.assign(ligne, nouvelleLigne(type))
    return
  }
  ligne.last = type
  const letter = type[1]!
  const count = (ligne.counts.get(letter) ?? 0) + 1
  ligne.counts.set(letter, count)
  const most = MOST[letter]
  if (most !== undefined && count === most + 1) yield finding(record, 'structure', `un ${count}e enregistrement ${type}`, `${most} enregistrement${most > 1 ? 's' : ''} ${type} au plus par enregistrement ${type[0]!}`)
  yield* sequenceFindings(record, values, ligne)
  if (type === '4M') yield* sessionFindings(record, values, ligne)
}

/** That the sequence rises is what its name says; no public text does. */
function* sequenceFindings(record: B2Record, { sequence }: Values, ligne: Ligne): Generator<FileFinding> {
  if (sequence === undefined || !/^\d{2}$/.test(sequence)) return
  const letter = record.type![1]!
  const earlier = ligne.sequences.get(letter)
  if (earlier !== undefined && Number(sequence) <= earlier) yield fieldFinding(record, 'sequence', 'coherence', `plus que ${String(earlier).padStart(2, '0')}, séquence du ${record.type!} d’avant`, `« ${sequence} »`, 'avertissement')
  ligne.sequences.set(letter, Number(sequence))
}

/** Sessions come in the order of their dates; modifiers fill their places from the first, with no gap. */
function* sessionFindings(record: B2Record, values: Values, ligne: Ligne): Generator<FileFinding> {
  const { dateSeance = '', modificateurs41 = '' } = values
  if (/^\d{6}$/.test(dateSeance) && Number(dateSeance) > 0) {
    if (ligne.session !== '' && dateSeance < ligne.session) yield fieldFinding(record, 'dateSeance', 'structure', `${ligne.session} ou plus tard : les séances se suivent`, `« ${dateSeance} »`)
    ligne.session = dateSeance
  }
  if (/\S/.test(modificateurs41) && /\s\S/.test(modificateurs41)) yield fieldFinding(record, 'modificateurs41', 'structure', 'des modificateurs depuis la première place, sans trou', `« ${modificateurs41} »`)
}
