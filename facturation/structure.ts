import { euros } from '../core/text.js'
import { B2_LAYOUTS, B2_LENGTH, b2Values, type B2Record } from '../schemas/b2/b2.js'
import { centsOf, fieldProblem, isDay, layoutNames, type Layout, type Values } from '../schemas/positional.js'
import { keyFindings } from './cles.js'
import { B2_CODES, fieldFinding, finding, type FileFinding } from './constats.js'
import { nouvelleLigne, orderFindings, type Ligne } from './ordre.js'

type Amounts = Record<'depense' | 'honoraires' | 'amoHonoraires' | 'basePharmacie' | 'amoPharmacie' | 'amcPharmacie' | 'amcHonoraires', number>
const noAmounts = (): Amounts => ({ depense: 0, honoraires: 0, amoHonoraires: 0, basePharmacie: 0, amoPharmacie: 0, amcPharmacie: 0, amcHonoraires: 0 })

interface Invoice {
  record: number
  header: Values
  lines: number
  amounts: Amounts
  ligne: Ligne
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

/** Types with a complement last: the first characters say the type, the letter at 36 or 39 its complement. */
function typeFinding({ rank, text }: B2Record): FileFinding {
  const [expected, received] = [`un type parmi ${TYPES.join(', ')}`, `« ${text.slice(0, 3)} », complément « ${text.slice(35, 36)} »`]
  const [from, to, field] = [1, 3, 'type']
  return { code: 'type', severity: 'erreur', record: rank, from, to, field, expected, received, message: `Enregistrement ${rank}, positions ${from} à ${to} : ${B2_CODES.type}. Attendu : ${expected} ; reçu : ${received}.` }
}

const TYPES = layoutNames(B2_LAYOUTS)

function* recordFindings(record: B2Record, progress: Progress): Generator<FileFinding> {
  const { text, type, separated } = record
  if (separated && !progress.separated) {
    progress.separated = true
    yield finding(record, 'separateur', 'une fin de ligne', 'des enregistrements qui se suivent sans séparateur', 'avertissement')
  }
  if (text.length !== B2_LENGTH) yield finding(record, 'longueur', `${text.length} caractères`, `${B2_LENGTH} caractères`)
  if (type === undefined) {
    progress.unknownInARow += 1
    yield typeFinding(record)
    return
  }
  progress.unknownInARow = 0
  if (text.length !== B2_LENGTH) return
  const values = b2Values(record)
  yield* shapeFindings(record, B2_LAYOUTS[type]!, values)
  yield* keyFindings(record, values, progress.file?.['variante']?.trim() ?? '')
  yield* placeFindings(record, values, progress)
}

function* shapeFindings(record: B2Record, { fields }: Layout, values: Values): Generator<FileFinding> {
  for (const field of fields) {
    const problem = fieldProblem(field, values[field.name]!)
    if (problem) yield fieldFinding(record, field.name, problem.seen ? 'valeur' : 'champ', problem.expected, problem.received, problem.seen ? 'avertissement' : 'erreur')
  }
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
  const variant = progress.file?.['variante']?.trim() ?? ''
  const own = values['variante']!.trim()
  if (variant !== '' && own !== '' && own !== variant.slice(0, 2)) yield fieldFinding(record, 'variante', 'coherence', `« ${variant.slice(0, 2)} », norme de l’enregistrement 000`, `« ${own} »`, 'avertissement')
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
  progress.invoice = { record: record.rank, header: values, lines: 0, amounts: noAmounts(), ligne: nouvelleLigne('2') }
  if (values['grandRegime'] === '01' && /^\d{3}$/.test(values['rangBeneficiaire']!) && values['rangBeneficiaire'] !== '000') yield fieldFinding(record, 'rangBeneficiaire', 'coherence', '« 000 », régime général', `« ${values['rangBeneficiaire']!} »`, 'avertissement')
  yield* periodFindings(record, values, 'dateEntree', 'dateSortie')
  // Zeros, then a day, when the accident has no number.
  const accident = values['numeroAtDateAccident']!
  if (/^000\d{6}$/.test(accident) && accident !== '000000000' && !isDay(accident.slice(3))) yield fieldFinding(record, 'numeroAtDateAccident', 'champ', '000 puis une date AAMMJJ, ou un numéro', `« ${accident} »`)
}

/** A period ends when it starts, or later. */
function* periodFindings(record: B2Record, values: Values, start: string, end: string): Generator<FileFinding> {
  if (isLater(values[start]!, values[end]!)) yield fieldFinding(record, end, 'coherence', `le ${values[start]!} ou plus tard, début de la période`, `« ${values[end]!} »`)
}

const SAME_IN_INVOICE = ['partenaireSante', 'nirAssure', 'cleNir', 'rangBeneficiaire', 'numeroFacture'] as const

function* insideInvoice(record: B2Record, values: Values, progress: Progress): Generator<FileFinding> {
  const { type = '' } = record
  const { invoice } = progress
  if (!invoice) {
    yield finding(record, 'structure', `un enregistrement ${type} hors de toute facture`, 'un enregistrement 2 avant lui')
    return
  }
  yield* orderFindings(record, values, invoice.ligne)
  yield* sameAsInvoice(record, values, invoice)
  if (!isLine(type)) return
  invoice.lines += 1
  if (type.startsWith('4') && progress.lot) progress.lot.acts += type === '4' ? 1 : 0
  add(invoice.amounts, type, values)
  if (type === '3') yield* periodFindings(record, values, 'dateDebut', 'dateFin')
  yield* amountFindings(record, values)
  yield* supplyFindings(record, values)
  // Top F: nothing is asked of the complementary body (FIDES; docs/sources.md).
  if (invoice.header['topEclatement'] === 'F' && type.length === 1 && cents(values, 'amc') > 0) yield fieldFinding(record, 'amc', 'montant', '0,00 €, top éclatement F', euros(cents(values, 'amc')))
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
    amounts.amcPharmacie += cents(values, 'amc')
    amounts.depense += cents(values, 'depense')
  } else if (type === '4') {
    amounts.honoraires += cents(values, 'honoraires')
    amounts.amoHonoraires += cents(values, 'amo')
    amounts.amcHonoraires += cents(values, 'amc')
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
  const whole = record.type === '3' ? 'depense' : record.type === '4' ? 'honoraires' : undefined
  if (whole === undefined) return
  const total = cents(values, whole)
  if (cents(values, 'base') > total) yield fieldFinding(record, 'base', 'montant', `${euros(total)} au plus, montant de la ligne`, euros(cents(values, 'base')))
  const paid = cents(values, 'amo') + cents(values, 'amc')
  if (cents(values, 'amc') > 0 && paid > total) yield fieldFinding(record, 'amc', 'montant', `${euros(Math.max(0, total - cents(values, 'amo')))} au plus, ce que la part AMO laisse de la ligne`, euros(cents(values, 'amc')))
  const [unit, count] = [cents(values, 'prixUnitaire'), cents(values, 'quantite')]
  if (record.type === '4' && unit > 0 && count > 0 && total !== unit * count) yield fieldFinding(record, 'honoraires', 'montant', `${euros(unit * count)}, prix unitaire × quantité`, euros(total), 'avertissement')
}

/** Products of the details of a stay; their names say them, no public text does. */
const PRODUCTS: Readonly<Record<string, readonly (readonly [unit: string, whole: string])[]>> = {
  '3F': [['tarif', 'total'], ['ecartUnitaire', 'ecartTotal']],
  '3H': [['ecartUnitaire', 'ecartTotal']],
}

function* supplyFindings(record: B2Record, values: Values): Generator<FileFinding> {
  const count = cents(values, 'quantite')
  for (const [unit, whole] of PRODUCTS[record.type!] ?? []) {
    const expected = cents(values, unit) * count
    if (count > 0 && cents(values, unit) > 0 && cents(values, whole) !== expected) yield fieldFinding(record, whole, 'montant', `${euros(expected)}, ${unit === 'tarif' ? 'tarif' : 'écart unitaire'} × quantité`, euros(cents(values, whole)), 'avertissement')
  }
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
  const { basePharmacie, amoPharmacie, amcPharmacie, depense, honoraires, amoHonoraires, amcHonoraires } = invoice.amounts
  yield* countFindings(record, values, [['nombreLignes', invoice.lines]])
  yield* totalFindings(record, values, [
    ['totalBasePh', basePharmacie],
    ['totalAmoPh', amoPharmacie],
    ['totalHonoraires', honoraires],
    ['totalAmoHonoraires', amoHonoraires],
    // (Σ dépense des types 3 − AMO PH) + (honoraires − AMO honoraires) (FIDES; docs/sources.md).
    ['participationAssureAvantOc', depense - amoPharmacie + honoraires - amoHonoraires],
    ['totalFacturePh', depense],
    // Their labels say them; a software that asks nothing of a complementary body may leave them empty.
    ...(cents(values, 'ocPh') > 0 || amcPharmacie > 0 ? [['ocPh', amcPharmacie, 'avertissement'] as const] : []),
    ...(cents(values, 'ocHonoraires') > 0 || amcHonoraires > 0 ? [['ocHonoraires', amcHonoraires, 'avertissement'] as const] : []),
  ])
  if (invoice.header['topEclatement'] === 'F') {
    for (const name of ['ocPh', 'ocHonoraires']) if (cents(values, name) > 0) yield fieldFinding(record, name, 'montant', '0,00 €, top éclatement F', euros(cents(values, name)))
  }
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
  if (values['numeroEmetteur'] !== lot.header['numeroEmetteur']) yield fieldFinding(record, 'numeroEmetteur', 'coherence', `« ${lot.header['numeroEmetteur']!} », celui de l’enregistrement 1`, `« ${values['numeroEmetteur']!} »`)
  // Only the first label is sure; a count that is not said is not counted.
  const said = (name: string, count: number): (readonly [string, number, 'avertissement'])[] => (cents(values, name) === 0 ? [] : [[name, count, 'avertissement']])
  yield* countFindings(record, values, [
    ['nombreFactures', lot.invoices],
    ['nombreActes', lot.acts, 'avertissement'],
    ...said('nombreAssures', lot.invoices),
    ...said('nombrePieces', lot.invoices),
  ])
  // The labels of these two fields are inferred from a free writer: not more than a warning.
  yield* totalFindings(record, values, [
    ['total', lot.total, 'avertissement'],
    ['totalAmo', lot.amo, 'avertissement'],
  ])
}

const SAME_IN_FILE = ['typeEmetteur', 'numeroEmetteur', 'programmeEmetteur', 'typeDestinataire', 'numeroDestinataire', 'programmeDestinataire', 'application', 'idFichier'] as const

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
