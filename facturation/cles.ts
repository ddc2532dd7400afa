import { isCip13, isFiness, isLuhn, isNirShaped, isRpps, nirKey } from '../core/identifiers.js'
import type { B2Record } from '../schemas/b2/b2.js'
import type { Values } from '../schemas/positional.js'
import { fieldFinding, type FileFinding } from './constats.js'

/** The keys of the numbers of one record. */

/** Variants of the norm whose sender is known by a FINESS: pharmacies and clinics. Others use numbers whose key is another. */
const FINESS_VARIANTS: ReadonlySet<string> = new Set(['PH', 'CP'])

const NIRS: readonly [number: string, key: string][] = [
  ['nirAssure', 'cleNir'],
  ['nirIndividuel', 'cle'],
]
const isEmpty = (text: string): boolean => /^[0 ]*$/.test(text)

function* nirFindings(record: B2Record, values: Values): Generator<FileFinding> {
  for (const [number, key] of NIRS) {
    const [nir, given] = [values[number], values[key]]
    if (nir === undefined || given === undefined) continue
    if (isEmpty(nir)) {
      if (!isEmpty(given)) yield fieldFinding(record, number, 'coherence', 'le numéro de la clé qui suit', 'rien')
      continue
    }
    if (!isNirShaped(nir) || (given.trim() !== '' && !/^\d{2}$/.test(given))) continue
    // The number itself may be somebody's: only its key is told.
    const expected = nirKey(nir)
    if (expected !== given) yield fieldFinding(record, key, 'cle', `la clé ${expected}`, `« ${given} »`)
  }
}

/** A FINESS of Corsica travels as 2001… or 2002… (FIDES; docs/sources.md). */
function* partnerFindings(record: B2Record, values: Values, variant: string): Generator<FileFinding> {
  const name = values['partenaireSante'] === undefined ? 'numeroEmetteur' : 'partenaireSante'
  const text = values[name] ?? ''
  if (text.trim() === '') return
  const corsican = /^2([AB])\d{7}$/.exec(text)
  if (corsican) yield fieldFinding(record, name, 'cle', `200${corsican[1] === 'A' ? 1 : 2}… à la place de 2${corsican[1]!}…, numéro corse`, `« ${text} »`)
  else if (!/^\d{9}$/.test(text)) yield fieldFinding(record, name, 'cle', '9 chiffres, clé comprise', `« ${text} »`, 'avertissement')
  else if (!isFiness(text)) yield fieldFinding(record, name, 'cle', 'un numéro à clé de Luhn juste', `« ${text} »`, FINESS_VARIANTS.has(variant) ? 'erreur' : 'avertissement')
}

/** The postal service has numbers of its own rule. */
const isSiret = (text: string): boolean => isLuhn(text) || text.startsWith('356000000')

const CODES: readonly { fields: readonly string[]; shape: RegExp; holds: (text: string) => boolean; expected: string }[] = [
  { fields: ['rppsPrescripteur', 'rppsExecutant'], shape: /^\d{11}$/, holds: isRpps, expected: 'un RPPS à clé de Luhn juste' },
  { fields: ['codeProduit'], shape: /^\d{13}$/, holds: isCip13, expected: 'un CIP13 à clé GS1 juste' },
  { fields: ['siretFabricant'], shape: /^\d{14}$/, holds: isSiret, expected: 'un SIRET à clé de Luhn juste' },
]

/** `variant`: two letters of the norm, as the file says them. */
export function* keyFindings(record: B2Record, values: Values, variant: string): Generator<FileFinding> {
  yield* nirFindings(record, values)
  // The other records repeat it, and are compared with these.
  if (record.type === '1' || record.type === '2') yield* partnerFindings(record, values, variant)
  for (const { fields, shape, holds, expected } of CODES) {
    for (const name of fields) {
      const text = values[name]
      if (text !== undefined && shape.test(text) && !isEmpty(text) && !holds(text)) yield fieldFinding(record, name, 'cle', expected, `« ${text} »`)
    }
  }
}
