import { isCip13, isFiness, isRpps, nirKey } from '../core/identifiers.js'
import { euros } from '../core/text.js'
import { B2_LAYOUTS, B2_LENGTH, b2Values, type B2Record } from '../schemas/b2/b2.js'
import { centsOf, fieldProblem, type Layout, type PositionalField, type Values } from '../schemas/positional.js'

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
  coherence: 'un enregistrement ne dit pas la même chose que la facture, le lot ou le fichier dont il fait partie',
  compte: 'un nombre d’enregistrements, d’actes, de factures ou de lots est faux',
  total: 'un total n’est pas la somme de ses lignes',
  montant: 'un montant ne découle pas de ceux de sa ligne',
  doublon: 'un numéro de facture ou de lot est employé deux fois',
  delai: 'une date est hors des délais',
} as const
export type B2Code = keyof typeof B2_CODES
export type NoemieCode = 'longueur' | 'type' | 'champ' | 'structure' | 'compte' | 'total' | 'coupe'

type Amounts = Record<'base' | 'amo' | 'depense' | 'honoraires' | 'amoHonoraires' | 'basePharmacie' | 'amoPharmacie', number>
const noAmounts = (): Amounts => ({ base: 0, amo: 0, depense: 0, honoraires: 0, amoHonoraires: 0, basePharmacie: 0, amoPharmacie: 0 })

interface Invoice {
  record: number
  header: Values
  lines: number
  amounts: Amounts
  last: string
}

interface Lot {
  record: number
  header: Values
  invoices: number
  acts: number
  total: number
  amo: number
}

/** What a reading remembers: one lot and one invoice at a time, and the numbers already seen. */
interface Progress {
  file?: Values
  lot?: Lot
  invoice?: Invoice
  lots: number
  records: number
  ended: boolean
  separated: boolean
  unknownInARow: number
  invoices: NumberSet
  lotNumbers: Set<string>
}

/** Nine-digit numbers seen, in pages of a bit each: numbers that follow each other cost next to nothing, whatever the size of the file. */
class NumberSet {
  readonly #pages = new Map<number, Uint8Array>()
  /** False when it was there already. */
  add(value: number): boolean {
    const [page, rest] = [Math.floor(value / 65_536), value % 65_536]
    const bits = this.#pages.get(page) ?? new Uint8Array(8_192)
    this.#pages.set(page, bits)
    const mask = 1 << (rest & 7)
    const seen = (bits[rest >> 3]! & mask) !== 0
    bits[rest >> 3]! |= mask
    return !seen
  }
}

/** Judges the records of a B2 file one after the other, in constant memory: layouts, structure, keys, counts, totals. */
export class StructureB2 {
  readonly #progress: Progress = { lots: 0, records: 0, ended: false, separated: false, unknownInARow: 0, invoices: new NumberSet(), lotNumbers: new Set() }
  #last?: B2Record
  #lost = false

  /** Too many records of no known type: the rest of the file says nothing any more. */
  get lost(): boolean {
    return this.#lost
  }

  *record(record: B2Record): Generator<FileFinding> {
    if (this.#lost) return
    const progress = this.#progress
    progress.records += 1
    this.#last = record
    yield* recordFindings(record, progress)
    if (progress.unknownInARow < UNKNOWN_LIMIT) return
    this.#lost = true
    yield finding(record, 'structure', `${UNKNOWN_LIMIT} enregistrements de suite sans type connu`, 'des enregistrements de 128 caractères qui se suivent : un caractère manque ou est en trop plus haut')
  }

  *end(): Generator<FileFinding> {
    if (this.#lost) return
    if (!this.#last) yield { code: 'structure', severity: 'erreur', record: 0, expected: 'un enregistrement 000', received: 'un fichier vide', message: 'Le fichier est vide. Attendu : un enregistrement 000 d’abord ; reçu : rien.' }
    else if (!this.#progress.ended) yield finding(this.#last, 'structure', `la fin du fichier après un enregistrement ${this.#last.type ?? 'inconnu'}`, 'un enregistrement 999 pour finir')
  }
}

/** A lost character shifts everything that follows: saying it once is enough. */
const UNKNOWN_LIMIT = 20

function finding({ rank, type }: B2Record, code: B2Code, received: string, expected: string, severity: FileFinding['severity'] = 'erreur'): FileFinding {
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

function fieldFinding(record: B2Record, name: string, code: B2Code, expected: string, received: string, severity: FileFinding['severity'] = 'erreur'): FileFinding {
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

const fieldOf = (type: string, name: string): PositionalField => B2_LAYOUTS[type]!.fields.find((field) => field.name === name)!

function* recordFindings(record: B2Record, progress: Progress): Generator<FileFinding> {
  const { text, type, separated } = record
  if (separated && !progress.separated) {
    progress.separated = true
    yield finding(record, 'separateur', 'une fin de ligne', 'des enregistrements qui se suivent sans séparateur', 'avertissement')
  }
  if (text.length !== B2_LENGTH) yield finding(record, 'longueur', `${text.length} caractères`, `${B2_LENGTH} caractères`)
  if (type === undefined) {
    progress.unknownInARow += 1
    yield finding(record, 'type', `« ${text.slice(0, 3)} », complément « ${text.slice(35, 36)} »`, `un type parmi ${Object.keys(B2_LAYOUTS).join(', ')}`)
    return
  }
  progress.unknownInARow = 0
  if (text.length !== B2_LENGTH) return
  const values = b2Values(record)
  yield* shapeFindings(record, B2_LAYOUTS[type]!, values)
  yield* keyFindings(record, values)
  yield* placeFindings(record, values, progress)
}

function* shapeFindings(record: B2Record, { fields }: Layout, values: Values): Generator<FileFinding> {
  for (const field of fields) {
    const problem = fieldProblem(field, values[field.name]!)
    if (problem) yield fieldFinding(record, field.name, 'champ', problem.expected, problem.received)
  }
}

/* ---- Keys ---- */

/** Corsican FINESS travel with a digit in place of the letter (FIDES; docs/sources.md): Luhn holds on what travels. */
const isPartner = (text: string): boolean => !/^\d{9}$/.test(text) || isFiness(text)

const NIRS: readonly [number: string, key: string][] = [
  ['nirAssure', 'cleNir'],
  ['nirIndividuel', 'cle'],
]

function* keyFindings(record: B2Record, values: Values): Generator<FileFinding> {
  for (const [number, key] of NIRS) {
    const [nir, given] = [values[number], values[key]]
    if (nir === undefined || given === undefined || !/^\d{6}[\dAB]\d{6}$/.test(nir) || /^0+$/.test(nir) || !/^\d{2}$/.test(given)) continue
    // The number itself may be somebody's: only its key is told.
    const expected = nirKey(nir)
    if (expected !== given) yield fieldFinding(record, key, 'cle', `la clé ${expected}`, `« ${given} »`)
  }
  if (values['partenaireSante'] !== undefined && !isPartner(values['partenaireSante'])) yield fieldFinding(record, 'partenaireSante', 'cle', 'un numéro à clé de Luhn juste', `« ${values['partenaireSante']} »`, 'avertissement')
  for (const name of ['rppsPrescripteur', 'rppsExecutant']) {
    const rpps = values[name]
    if (rpps !== undefined && /^\d{11}$/.test(rpps) && !/^0+$/.test(rpps) && !isRpps(rpps)) yield fieldFinding(record, name, 'cle', 'un RPPS à clé de Luhn juste', `« ${rpps} »`)
  }
  const cip = values['codeProduit']
  if (cip !== undefined && /^\d{13}$/.test(cip) && !isCip13(cip)) yield fieldFinding(record, 'codeProduit', 'cle', 'un CIP13 à clé GS1 juste', `« ${cip} »`)
}

/* ---- Structure, coherence, counts and totals ---- */

const isLine = (type: string): boolean => type.startsWith('3') || type.startsWith('4')

function* placeFindings(record: B2Record, values: Values, progress: Progress): Generator<FileFinding> {
  const { type = '' } = record
  if (progress.ended) yield finding(record, 'structure', `un enregistrement ${type} après 999`, 'rien après l’enregistrement 999')
  if (type !== '000' && !progress.file && record.rank === 1) yield finding(record, 'structure', `un enregistrement ${type} d’abord`, 'un enregistrement 000 d’abord')
  if (type === '000') yield* openFile(record, values, progress)
  else if (type === '1') yield* openLot(record, values, progress)
  else if (type === '2') yield* openInvoice(record, values, progress)
  else if (type === '5') yield* closeInvoice(record, values, progress)
  else if (type === '6') yield* closeLot(record, values, progress)
  else if (type === '999') yield* closeFile(record, values, progress)
  else yield* insideInvoice(record, values, progress)
}

function* openFile(record: B2Record, values: Values, progress: Progress): Generator<FileFinding> {
  if (record.rank > 1) yield finding(record, 'structure', 'un second enregistrement 000', 'un seul enregistrement 000, en tête')
  progress.file ??= values
  const destination = values['numeroDestinataire']!
  if (/^\d{14}$/.test(destination) && !destination.startsWith('000000')) yield fieldFinding(record, 'numeroDestinataire', 'coherence', '000000, régime, centre informatique, organisme', `« ${destination} »`)
}

function* openLot(record: B2Record, values: Values, progress: Progress): Generator<FileFinding> {
  if (progress.lot) yield finding(record, 'structure', 'un lot ouvert dans un lot', 'un enregistrement 6 avant le lot suivant')
  progress.lots += 1
  // What free writers do (docs/sources.md): the norm itself lets several lots in.
  if (progress.lots === 2) yield finding(record, 'structure', 'un second lot', 'un seul lot par fichier', 'avertissement')
  const numero = values['numeroLot']!
  const key = `${values['organismeDestinataire']!}/${numero}`
  if (progress.lotNumbers.has(key)) yield fieldFinding(record, 'numeroLot', 'doublon', 'un numéro de lot neuf pour cet organisme', `« ${numero} »`)
  progress.lotNumbers.add(key)
  const organisme = progress.file?.['numeroDestinataire']?.slice(-3)
  if (organisme !== undefined && values['organismeDestinataire'] !== organisme) yield fieldFinding(record, 'organismeDestinataire', 'coherence', `${organisme}, organisme de l’enregistrement 000`, `« ${values['organismeDestinataire']!} »`)
  const created = progress.file?.['dateCreation']
  if (created !== undefined && isLater(values['dateLot']!, created)) yield fieldFinding(record, 'dateLot', 'delai', `au plus tard le ${created}, création du fichier`, `« ${values['dateLot']!} »`)
  progress.lot = { record: record.rank, header: values, invoices: 0, acts: 0, total: 0, amo: 0 }
}

function* openInvoice(record: B2Record, values: Values, progress: Progress): Generator<FileFinding> {
  if (!progress.lot) yield finding(record, 'structure', 'une facture hors de tout lot', 'un enregistrement 1 avant la première facture')
  if (progress.invoice) yield finding(record, 'structure', `une facture ouverte dans celle de l’enregistrement ${progress.invoice.record}`, 'un enregistrement 5 avant la facture suivante')
  const numero = values['numeroFacture']!
  if (/^0+$/.test(numero)) yield fieldFinding(record, 'numeroFacture', 'champ', 'un numéro différent de zéro', `« ${numero} »`)
  else if (/^\d{9}$/.test(numero) && !progress.invoices.add(Number(numero))) yield fieldFinding(record, 'numeroFacture', 'doublon', 'un numéro de facture neuf, même après un rejet', `« ${numero} »`)
  const regime = progress.file?.['numeroDestinataire']?.slice(6, 8)
  if (regime !== undefined && /^\d{2}$/.test(regime) && values['grandRegime'] !== regime) yield fieldFinding(record, 'grandRegime', 'coherence', `${regime}, régime du destinataire du fichier`, `« ${values['grandRegime']!} »`)
  progress.invoice = { record: record.rank, header: values, lines: 0, amounts: noAmounts(), last: '2' }
}

const SAME_IN_INVOICE = ['partenaireSante', 'nirAssure', 'cleNir', 'numeroFacture'] as const

function* insideInvoice(record: B2Record, values: Values, progress: Progress): Generator<FileFinding> {
  const { type = '' } = record
  const { invoice } = progress
  if (!invoice) {
    yield finding(record, 'structure', `un enregistrement ${type} hors de toute facture`, 'un enregistrement 2 avant lui')
    return
  }
  if (type[0]! < invoice.last[0]!) yield finding(record, 'structure', `un enregistrement ${type} après un ${invoice.last}`, 'dans une facture : 2, 2S, puis les 3, puis les 4, puis 5')
  if (type.length > 1 && !invoice.last.startsWith(type[0]!)) yield finding(record, 'structure', `un enregistrement ${type} après un ${invoice.last}`, `un enregistrement ${type[0]!} avant son complément`)
  yield* sameAsInvoice(record, values, invoice)
  invoice.last = type
  if (!isLine(type)) return
  invoice.lines += 1
  if (type.startsWith('4') && progress.lot) progress.lot.acts += type === '4' ? 1 : 0
  add(invoice.amounts, type, values)
  yield* amountFindings(record, values)
}

function* sameAsInvoice(record: B2Record, values: Values, { header }: Invoice): Generator<FileFinding> {
  for (const name of SAME_IN_INVOICE) {
    if (values[name] === undefined || values[name] === header[name]) continue
    // Neither number is written: one of them may be somebody's.
    const isNir = name === 'nirAssure'
    yield fieldFinding(record, name, 'coherence', isNir ? 'l’assuré de la facture' : `« ${header[name]!} », celui de la facture`, isNir ? 'un autre numéro' : `« ${values[name]} »`)
  }
}

const cents = (values: Values, name: string): number => centsOf(values[name]) ?? 0

function add(amounts: Amounts, type: string, values: Values): void {
  if (type === '3') {
    amounts.basePharmacie += cents(values, 'base')
    amounts.amoPharmacie += cents(values, 'amo')
    amounts.depense += cents(values, 'depense')
  } else if (type === '4') {
    amounts.honoraires += cents(values, 'honoraires')
    amounts.amoHonoraires += cents(values, 'amo')
  }
}

/** Half a cent each way, and one more for the rounding of the software. */
const TOLERANCE = 1

function* amountFindings(record: B2Record, values: Values): Generator<FileFinding> {
  const [base, rate, amo] = [centsOf(values['base']), centsOf(values['taux']), centsOf(values['amo'])]
  if (base !== undefined && rate !== undefined && amo !== undefined && values['base'] !== undefined) {
    const expected = Math.round((base * rate) / 100)
    if (rate > 100) yield fieldFinding(record, 'taux', 'montant', 'un taux de 0 à 100', `« ${values['taux']!} »`)
    else if (Math.abs(amo - expected) > TOLERANCE) yield fieldFinding(record, 'amo', 'montant', `${euros(expected)}, base × taux`, euros(amo))
  }
  if (record.type !== '4') return
  if (cents(values, 'base') > cents(values, 'honoraires')) yield fieldFinding(record, 'base', 'montant', `${euros(cents(values, 'honoraires'))} au plus, montant de la ligne`, euros(cents(values, 'base')))
  const [unit, count, total] = [cents(values, 'prixUnitaire'), cents(values, 'quantite'), cents(values, 'honoraires')]
  if (unit > 0 && count > 0 && total !== unit * count) yield fieldFinding(record, 'honoraires', 'montant', `${euros(unit * count)}, prix unitaire × quantité`, euros(total), 'avertissement')
}

/** AAMMJJ as a comparable day; the century is the one that keeps the year within fifty of 2025. */
const dayOf = (text: string): number | undefined => {
  const [, year, month, day] = /^(\d{2})(\d{2})(\d{2})$/.exec(text) ?? []
  return year === undefined || text === '000000' ? undefined : Date.UTC((Number(year) >= 75 ? 1900 : 2000) + Number(year), Number(month) - 1, Number(day))
}
const isLater = (text: string, limit: string): boolean => {
  const [day, end] = [dayOf(text), dayOf(limit)]
  return day !== undefined && end !== undefined && day > end
}

function* totalFindings(record: B2Record, values: Values, expected: readonly (readonly [name: string, amount: number, severity?: FileFinding['severity']])[]): Generator<FileFinding> {
  for (const [name, amount, severity = 'erreur'] of expected) {
    const received = centsOf(values[name])
    if (received !== undefined && received !== amount) yield fieldFinding(record, name, 'total', euros(amount), euros(received), severity)
  }
}

function* countFindings(record: B2Record, values: Values, expected: readonly (readonly [name: string, count: number, severity?: FileFinding['severity']])[]): Generator<FileFinding> {
  for (const [name, count, severity = 'erreur'] of expected) {
    const received = centsOf(values[name])
    if (received !== undefined && received !== count) yield fieldFinding(record, name, 'compte', String(count), String(received), severity)
  }
}

function* closeInvoice(record: B2Record, values: Values, progress: Progress): Generator<FileFinding> {
  const { invoice, lot } = progress
  delete progress.invoice
  if (!invoice) {
    yield finding(record, 'structure', 'un total hors de toute facture', 'un enregistrement 2 avant lui')
    return
  }
  yield* sameAsInvoice(record, values, invoice)
  if (invoice.lines === 0) yield finding(record, 'structure', 'une facture sans ligne', 'au moins un enregistrement 3 ou 4 avant le total')
  const { basePharmacie, amoPharmacie, depense, honoraires, amoHonoraires } = invoice.amounts
  yield* countFindings(record, values, [['nombreLignes', invoice.lines]])
  yield* totalFindings(record, values, [
    ['totalBasePh', basePharmacie],
    ['totalAmoPh', amoPharmacie],
    ['totalHonoraires', honoraires],
    ['totalAmoHonoraires', amoHonoraires],
    // (Σ dépense des types 3 − AMO PH) + (honoraires − AMO honoraires) (FIDES; docs/sources.md).
    ['participationAssureAvantOc', depense - amoPharmacie + honoraires - amoHonoraires],
    ['totalFacturePh', depense],
  ])
  if (!lot) return
  lot.invoices += 1
  lot.total += depense + honoraires
  lot.amo += amoPharmacie + amoHonoraires
}

function* closeLot(record: B2Record, values: Values, progress: Progress): Generator<FileFinding> {
  const { lot, invoice } = progress
  delete progress.lot
  delete progress.invoice
  if (invoice) yield finding(record, 'structure', `la fin du lot dans la facture de l’enregistrement ${invoice.record}`, 'un enregistrement 5 avant la fin du lot')
  if (!lot) {
    yield finding(record, 'structure', 'une fin de lot sans début', 'un enregistrement 1 avant lui')
    return
  }
  if (lot.invoices === 0) yield finding(record, 'structure', 'un lot sans facture', 'au moins une facture dans un lot')
  if (values['numeroLot'] !== lot.header['numeroLot']) yield fieldFinding(record, 'numeroLot', 'coherence', `« ${lot.header['numeroLot']!} », celui de l’enregistrement 1`, `« ${values['numeroLot']!} »`)
  yield* countFindings(record, values, [
    ['nombreFactures', lot.invoices],
    ['nombreActes', lot.acts, 'avertissement'],
  ])
  // The labels of these two fields are inferred from a free writer: not more than a warning.
  yield* totalFindings(record, values, [
    ['total', lot.total, 'avertissement'],
    ['totalAmo', lot.amo, 'avertissement'],
  ])
}

const SAME_IN_FILE = ['typeEmetteur', 'numeroEmetteur', 'typeDestinataire', 'numeroDestinataire', 'idFichier'] as const

function* closeFile(record: B2Record, values: Values, progress: Progress): Generator<FileFinding> {
  const { lot, file } = progress
  delete progress.lot
  progress.ended = true
  if (lot) yield finding(record, 'structure', `la fin du fichier dans le lot de l’enregistrement ${lot.record}`, 'un enregistrement 6 avant la fin du fichier')
  if (progress.lots === 0) yield finding(record, 'structure', 'un fichier sans lot', 'au moins un lot')
  for (const name of SAME_IN_FILE) {
    if (file && values[name] !== file[name]) yield fieldFinding(record, name, 'coherence', `« ${file[name]!} », celui de l’enregistrement 000`, `« ${values[name]!} »`)
  }
  yield* countFindings(record, values, [
    ['nombreEnregistrements', progress.records],
    ['nombreLots', progress.lots],
  ])
}
