import { B2_LAYOUTS, type B2Record } from '../schemas/b2/b2.js'
import type { PositionalField } from '../schemas/positional.js'

/** What is wrong with a file, at one place: the same shape for B2 files and for NOEMIE returns. */
export interface FileFinding {
  /** Short stable word, e.g. `champ`, `structure`, `total`. */
  code: B2Code | NoemieCode
  /** `erreur`: a published rule is broken; `avertissement`: a rule that is ours or inferred. */
  severity: 'erreur' | 'avertissement'
  /** Rank of the record or entity, from 1. */
  record: number
  type?: string
  /** Positions, from 1, when the finding is about one field. */
  from?: number
  to?: number
  field?: string
  expected: string
  received: string
  message: string
}

export const B2_CODES = {
  longueur: 'un enregistrement n’a pas 128 caractères',
  separateur: 'des fins de ligne séparent les enregistrements ; la norme n’en a pas',
  type: 'un enregistrement n’est d’aucun type connu',
  champ: 'un champ n’a pas la forme de son dessin',
  structure: 'un enregistrement n’est pas à sa place',
  cle: 'une clé est fausse',
  coherence: 'un champ ne dit pas la même chose qu’un autre champ, ou que la facture, le lot ou le fichier dont il fait partie',
  valeur: 'une valeur n’est pas de celles que les sources publiques montrent',
  compte: 'un nombre d’enregistrements, d’actes, de factures ou de lots est faux',
  total: 'un total n’est pas la somme de ses lignes',
  montant: 'un montant ne découle pas de ceux de sa ligne',
  doublon: 'un numéro de facture ou de lot est employé deux fois',
  delai: 'une date est hors des délais',
} as const
export type B2Code = keyof typeof B2_CODES
export type NoemieCode = 'longueur' | 'type' | 'champ' | 'valeur' | 'structure' | 'cle' | 'coherence' | 'compte' | 'montant' | 'total' | 'coupe'

export function finding({ rank, type }: B2Record, code: B2Code, received: string, expected: string, severity: FileFinding['severity'] = 'erreur'): FileFinding {
  return {
    code,
    severity,
    record: rank,
    ...(type === undefined ? {} : { type }),
    expected,
    received,
    message: `Enregistrement ${rank}${type === undefined ? '' : ` (${type})`} : ${B2_CODES[code]}. Attendu : ${expected} ; reçu : ${received}.`,
  }
}

export function fieldFinding(record: B2Record, name: string, code: B2Code, expected: string, received: string, severity: FileFinding['severity'] = 'erreur'): FileFinding {
  const { from, to, label } = fieldOf(record.type!, name)
  const { rank, type } = record
  return {
    code,
    severity,
    record: rank,
    ...(type === undefined ? {} : { type }),
    from,
    to,
    field: name,
    expected,
    received,
    message: `Enregistrement ${rank} (${type!}), positions ${from} à ${to}, ${label} : ${B2_CODES[code]}. Attendu : ${expected} ; reçu : ${received}.`,
  }
}

export const fieldOf = (type: string, name: string): PositionalField => B2_LAYOUTS[type]!.fields.find((field) => field.name === name)!
