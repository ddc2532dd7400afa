import { compileSchema, readYaml } from './yaml.js'
import { Incident } from '../core/errors.js'
import { isNirShaped } from '../core/identifiers.js'

/** Records whose fields are told apart by their positions: the B2 norm and the NOEMIE returns. */

export const FORMATS = {
  numerique: 'des chiffres',
  alphabetique: 'des lettres majuscules sans accent, cadrées à gauche',
  alphanumerique: 'des majuscules, chiffres et signes sans accent, cadrés à gauche',
  texte: 'un texte',
  date: 'une date AAMMJJ',
  dateNaissance: 'une date de naissance AAMMJJ, lunaire ou non',
  moisAnnee: 'un mois et une année, MMAAAA',
  heure: 'une heure, de 00 à 23',
  nir: 'un numéro de 13 caractères, lettre du département corse comprise',
  cle: 'une clé de 2 chiffres',
  blanc: 'des espaces ou des zéros',
  zeros: 'des zéros ou des espaces',
  codeLpp: 'un code LPP de 7 chiffres, cadré à gauche',
  codeProduit: 'un CIP13 de 13 chiffres, ou un code LPP de 7 chiffres cadré à gauche',
  acteBiologie: 'une date AAMMJJ, une quantité de 2 chiffres et un code de 8 caractères',
  numeroSerie: 'des lettres, chiffres et signes d’un code GS1, sans accent, cadrés à gauche',
  libre: 'un contenu non décrit',
} as const
export type PositionalFormat = keyof typeof FORMATS

export interface PositionalField {
  name: string
  /** First and last position, from 1. */
  from: number
  to: number
  format: PositionalFormat
  /** Decimals, written without a separator. */
  decimals?: number
  /** An amount in euros; false for a coefficient. */
  amount: boolean
  /** The only value it may have. */
  value?: string
  /** The only values it may have, beside blank. */
  values?: readonly string[]
  /** The values that a public source shows, which may not be all of them: another one is only told. */
  seen?: readonly string[]
  required: boolean
  label: string
  /** How the bench reads it, where no public source says. */
  note?: string
  confidence?: Layout['confidence']
}

export interface Layout {
  name: string
  title: string
  confidence: 'documente' | 'suppose'
  length: number
  fields: readonly PositionalField[]
}

interface WrittenField {
  nom: string
  de: number
  a: number
  format: PositionalFormat
  decimales?: number
  unite?: 'euro' | 'aucune'
  valeur?: string
  valeurs?: string[]
  valeursVues?: string[]
  requis?: boolean
  libelle?: string
  confiance?: Layout['confidence']
  note?: string
}

export interface WrittenLayout {
  titre: string
  confiance?: Layout['confidence']
  longueur?: number
  champs: WrittenField[]
}

/** JSON Schema of a layout as written, for the files that hold a table of them. */
export const LAYOUT_SCHEMA = {
  type: 'object',
  required: ['titre', 'champs'],
  additionalProperties: false,
  properties: {
    titre: { type: 'string', minLength: 1 },
    confiance: { enum: ['documente', 'suppose'] },
    longueur: { type: 'integer', minimum: 1 },
    champs: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['nom', 'de', 'a', 'format'],
        additionalProperties: false,
        properties: {
          nom: { type: 'string', pattern: '^[a-z][A-Za-z0-9]*$' },
          de: { type: 'integer', minimum: 1 },
          a: { type: 'integer', minimum: 1 },
          format: { enum: Object.keys(FORMATS) },
          decimales: { type: 'integer', minimum: 1, maximum: 4 },
          unite: { enum: ['euro', 'aucune'] },
          valeur: { type: 'string' },
          valeurs: { type: 'array', minItems: 1, items: { type: 'string' } },
          valeursVues: { type: 'array', minItems: 1, items: { type: 'string' } },
          requis: { type: 'boolean' },
          libelle: { type: 'string' },
          confiance: { enum: ['documente', 'suppose'] },
          note: { type: 'string', minLength: 1 },
        },
      },
    },
  },
} as const

const NEXT = 'corriger ce fichier : chaque position appartient à un champ et à un seul'

/** Reads a table of layouts. A hole, an overlap or a name used twice is refused at its line. */
export function readLayouts(path: string, key: string, length?: number): Record<string, Layout> {
  const schema = compileSchema({
    type: 'object',
    required: [key],
    properties: { [key]: { type: 'object', additionalProperties: LAYOUT_SCHEMA } },
  })
  const { value, lineOf } = readYaml<Record<string, Record<string, WrittenLayout>>>(path, { schema, next: NEXT })
  return Object.fromEntries(
    Object.entries(value[key]!).map(([name, written]) => {
      const layout = layoutOf(name, written, length)
      const gap = gapOf(layout)
      if (gap) throw new Incident('configuration', { what: `L’enregistrement ${name} est mal dessiné : ${gap.what}.`, where: `${path}, ligne ${lineOf([key, name, 'champs', gap.index])}`, next: NEXT })
      return [name, layout]
    }),
  )
}

const layoutOf = (name: string, { titre, confiance = 'documente', longueur, champs }: WrittenLayout, length?: number): Layout => ({
  name,
  title: titre,
  confidence: confiance,
  length: longueur ?? length ?? champs.at(-1)!.a,
  fields: champs.map(({ nom, de, a, format, decimales, unite = 'euro', valeur, valeurs, valeursVues, requis = false, libelle, confiance: sure, note }) => ({
    name: nom,
    from: de,
    to: a,
    format,
    ...(decimales === undefined ? {} : { decimals: decimales }),
    amount: decimales !== undefined && unite === 'euro',
    ...(valeur === undefined ? {} : { value: valeur }),
    ...(valeurs === undefined ? {} : { values: valeurs }),
    ...(valeursVues === undefined ? {} : { seen: valeursVues }),
    required: requis,
    label: libelle ?? (format === 'blanc' ? 'blanc' : nom),
    ...(sure === undefined ? {} : { confidence: sure }),
    ...(note === undefined ? {} : { note }),
  })),
})

function gapOf({ fields, length }: Layout): { what: string; index: number } | undefined {
  const names = new Set<string>()
  let next = 1
  for (const [index, { name, from, to, value }] of fields.entries()) {
    if (from !== next || to < from) return { what: `le champ ${name} commence en ${from}, la position ${next} était attendue`, index }
    if (names.has(name)) return { what: `deux champs se nomment ${name}`, index }
    if (value !== undefined && value.length !== to - from + 1) return { what: `la valeur de ${name} n’a pas ${to - from + 1} caractères`, index }
    names.add(name)
    next = to + 1
  }
  return next === length + 1 ? undefined : { what: `il finit en ${next - 1} au lieu de ${length}`, index: fields.length - 1 }
}

/** Names of some layouts as their tables show them: the end of a file last. */
export const layoutNames = (layouts: Readonly<Record<string, Layout>>): string[] => Object.keys(layouts).sort((one, other) => (one === '999' ? 1 : other === '999' ? -1 : one.localeCompare(other)))

export type Values = Readonly<Record<string, string>>

/** The text of each field, as it stands in the record. */
export function readValues({ fields }: Layout, text: string): Values {
  const values: Record<string, string> = {}
  for (const { name, from, to } of fields) values[name] = text.slice(from - 1, to)
  return values
}

const NUMERIC: ReadonlySet<PositionalFormat> = new Set(['numerique', 'date', 'dateNaissance', 'moisAnnee', 'heure', 'cle', 'zeros'])

/** Numbers are right-justified and filled with zeros, texts left-justified and filled with spaces; a value of the right width stays as it is. */
export function writeValues({ name: type, fields }: Layout, values: Partial<Values>): string {
  return fields
    .map(({ name, from, to, format, value }) => {
      const width = to - from + 1
      const text = value ?? values[name] ?? ''
      if (text.length > width) throw new RangeError(`Le champ ${name} de l’enregistrement ${type} compte ${width} caractères ; reçu : « ${text} » (${text.length}).`)
      return NUMERIC.has(format) ? text.padStart(width, '0') : text.padEnd(width, ' ')
    })
    .join('')
}

const isBlank = (text: string): boolean => /^ *$/.test(text)
const isEmpty = (text: string): boolean => /^(?: *|0*)$/.test(text)
const leftJustified = (text: string): boolean => !text.startsWith(' ') || isBlank(text)

/** A day of the calendar in AAMMJJ; the century is not written, so 29 February is admitted in any year that may be one. */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{2})(\d{2})(\d{2})$/.exec(text) ?? []
  if (year === undefined) return false
  const last = new Date(Date.UTC(Number(year) % 4 === 0 ? 2000 : 2001, Number(month), 0)).getUTCDate()
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last
}

const HOLDS: Readonly<Record<PositionalFormat, (text: string) => boolean>> = {
  numerique: (text) => /^\d+$/.test(text),
  alphabetique: (text) => /^[A-Z' -]*$/.test(text) && leftJustified(text),
  alphanumerique: (text) => /^[\u0020-\u0060\u007b-\u007e]*$/.test(text) && leftJustified(text),
  texte: (text) => !/[\u0000-\u001f\u007f]/.test(text),
  date: isDay,
  // A lunar date has months and days that no calendar has.
  dateNaissance: (text) => /^\d{6}$/.test(text),
  moisAnnee: (text) => /^(?:0[1-9]|1[0-2])\d{4}$/.test(text),
  heure: (text) => /^(?:[01]\d|2[0-3])$/.test(text),
  nir: isNirShaped,
  cle: (text) => /^\d{2}$/.test(text),
  blanc: isEmpty,
  zeros: isEmpty,
  codeLpp: (text) => /^\d{7} *$/.test(text),
  codeProduit: (text) => /^(?:\d{13}|\d{7} {6})$/.test(text),
  acteBiologie: (text) => isDay(text.slice(0, 6)) && /^\d{2}[0-9A-Z]{1,8} *$/.test(text.slice(6)),
  // GS1 General Specifications, encodable character set 82.
  numeroSerie: (text) => /^[!"%-?A-Z_a-z]+ *$/.test(text),
  libre: (text) => !/[\u0000-\u001f\u007f]/.test(text),
}

export interface FieldProblem {
  expected: string
  received: string
  /** The list it is not in may not be whole. */
  seen?: true
}

/** A number of a person is told by its shape. */
const shown = (format: PositionalFormat, text: string): string => `« ${format === 'nir' ? text.replaceAll(/\d/g, '9') : text} »`
const among = (values: readonly string[]): string => values.map((value) => `« ${value} »`).join(', ')

/** What is wrong with the text of a field, as expected and received; undefined when it holds. */
export function fieldProblem({ format, value, values, seen, required, to, from }: PositionalField, text: string): FieldProblem | undefined {
  const told = (expected: string): FieldProblem => ({ expected, received: shown(format, text) })
  if (value !== undefined) return text === value ? undefined : told(`« ${value} »`)
  if (required && (format === 'numerique' ? isBlank(text) : isEmpty(text))) return told(`${FORMATS[format]}, renseigné`)
  // Optional fields are zeros or spaces (norme B2, FIDES; docs/sources.md).
  if (!required && isEmpty(text)) return undefined
  if (!HOLDS[format](text)) return told(`${FORMATS[format]} (${to - from + 1} caractère${to > from ? 's' : ''})`)
  if (values && !values.includes(text.trimEnd())) return told(`une valeur parmi ${among(values)}`)
  return seen && !seen.includes(text.trimEnd()) ? { ...told(`une valeur parmi ${among(seen)}, seules publiques`), seen: true } : undefined
}

/** Amount in cents; undefined when it is not written in digits. Blank is zero. */
export const centsOf = (text: string | undefined): number | undefined => (text === undefined || isBlank(text) ? 0 : /^\d+$/.test(text) ? Number(text) : undefined)
