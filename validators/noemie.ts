import { isNirShaped, nirKey } from '../core/identifiers.js'
import { euros } from '../core/text.js'
import { NOEMIE_ENTITIES, noemieValues, type NoemieEntity } from '../schemas/noemie/noemie.js'
import { centsOf, fieldProblem, FORMATS, isDay, type Values } from '../schemas/positional.js'
import type { FileFinding, NoemieCode } from './b2.js'

export const NOEMIE_CODES = {
  longueur: 'une entité n’a pas la longueur de son dessin',
  type: 'une entité n’est pas de celles que le banc connaît',
  champ: 'un champ n’a pas la forme de son dessin',
  valeur: 'une valeur n’est pas de celles que les sources publiques montrent',
  structure: 'une entité n’est pas à sa place',
  cle: 'une clé est fausse',
  coherence: 'un champ ne dit pas la même chose qu’un autre',
  compte: 'un nombre est faux',
  montant: 'un montant ne découle pas de ceux de son entité',
  total: 'un cumul n’est pas celui de ce qu’il totalise',
  coupe: 'la dernière entité est coupée',
} as const satisfies Record<NoemieCode, string>

interface Finding {
  code: NoemieCode
  expected: string
  received: string
  severity?: FileFinding['severity']
  field?: { name: string; from: number; to: number; label: string }
}

function finding({ rank, type }: NoemieEntity, { code, expected, received, severity = 'erreur', field }: Finding): FileFinding {
  const place = field === undefined ? '' : `, positions ${field.from} à ${field.to}, ${field.label}`
  return {
    code,
    severity,
    record: rank,
    type,
    ...(field === undefined ? {} : { from: field.from, to: field.to, field: field.name }),
    expected,
    received,
    message: `Entité ${rank} (${type})${place} : ${NOEMIE_CODES[code]}. Attendu : ${expected} ; reçu : ${received}.`,
  }
}

/** What is counted and added up as a return is read. Levels of break are not public: what they total is told, not refused. */
interface Progress {
  count: number
  ended: boolean
  header?: Values
  lots: number
  /** An invoice was opened: 100, 102, or the older 110 and 120. */
  opened: boolean
  /** What the next 990 may count: since the last 080, in the file, and what the levels above may count. */
  sinceLot: { invoices: number; cents: number }
  inFile: { invoices: number; debts: number; cents: number; ponctuels: number }
}

const INVOICE = new Set(['100', '102', '110', '120'])
/** Speaks of an invoice that an entity before it names. */
const OF_AN_INVOICE = new Set(['103', '160', '198', '199', '210', '220'])

/** Judges a NOEMIE return entity after entity, in constant memory. An unknown entity is only told: the norm says to skip it. */
export async function* lintNoemie(entities: AsyncIterable<NoemieEntity>): AsyncGenerator<FileFinding> {
  const progress: Progress = { count: 0, ended: false, lots: 0, opened: false, sinceLot: { invoices: 0, cents: 0 }, inFile: { invoices: 0, debts: 0, cents: 0, ponctuels: 0 } }
  let last: NoemieEntity | undefined
  for await (const entity of entities) {
    progress.count += 1
    last = entity
    yield* place(entity, progress)
    if (entity.cut) yield finding(entity, { code: 'coupe', expected: '« @ » à la fin de l’entité', received: 'la fin du fichier' })
    else if (!entity.known) yield unknown(entity)
    else if (entity.length !== NOEMIE_ENTITIES[entity.type]!.length) yield finding(entity, { code: 'longueur', expected: `${NOEMIE_ENTITIES[entity.type]!.length} caractères`, received: `${entity.length} caractères` })
    else yield* content(entity, progress)
    if (entity.type === '999') progress.ended = true
  }
  if (!last) yield { code: 'structure', severity: 'erreur', record: 0, expected: 'une entité 000', received: 'un fichier vide', message: 'Le fichier est vide. Attendu : une entité 000 d’abord ; reçu : rien.' }
  else if (!progress.ended) yield finding(last, { code: 'structure', expected: 'une entité 999 pour finir', received: `la fin du fichier après une entité ${last.type}` })
}

const unknown = (entity: NoemieEntity): FileFinding =>
  /^\d{3}$/.test(entity.type)
    ? finding(entity, { code: 'type', severity: 'avertissement', expected: `une entité parmi ${Object.keys(NOEMIE_ENTITIES).sort().join(', ')}`, received: `« ${entity.type} » : elle est passée jusqu’à son « @ »` })
    : finding(entity, { code: 'type', expected: 'un type de 3 chiffres', received: `« ${entity.type} »`, field: { name: 'type', from: 1, to: 3, label: 'type' } })

function* place(entity: NoemieEntity, progress: Progress): Generator<FileFinding> {
  const { type } = entity
  if (progress.count === 1 && type !== '000') yield finding(entity, { code: 'structure', expected: 'une entité 000 d’abord', received: `une entité ${type}` })
  if (progress.ended) yield finding(entity, { code: 'structure', expected: 'rien après l’entité 999', received: `une entité ${type}` })
  else if (progress.count > 1 && type === '000') yield finding(entity, { code: 'structure', expected: 'une seule entité 000, en tête', received: 'une seconde entité 000' })
  if (INVOICE.has(type)) progress.opened = true
  else if (OF_AN_INVOICE.has(type) && !progress.opened) yield finding(entity, { code: 'structure', severity: 'avertissement', expected: 'une facture avant elle (100 ou 102)', received: `une entité ${type}` })
}

function* content(entity: NoemieEntity, progress: Progress): Generator<FileFinding> {
  const values = noemieValues(entity)
  for (const field of NOEMIE_ENTITIES[entity.type]!.fields) {
    const problem = fieldProblem(field, values[field.name]!)
    if (problem) yield finding(entity, { code: problem.seen ? 'valeur' : 'champ', severity: problem.seen ? 'avertissement' : 'erreur', expected: problem.expected, received: problem.received, field })
  }
  yield* keys(entity, values)
  yield* period(entity, values)
  yield* amounts(entity, values)
  take(entity, values, progress)
  if (entity.type === '000') progress.header ??= values
  else if (entity.type === '990') yield* level(entity, values, progress)
  else if (entity.type === '999') yield* end(entity, values, progress)
}

const fieldOf = (type: string, name: string): NonNullable<Finding['field']> => NOEMIE_ENTITIES[type]!.fields.find((field) => field.name === name)!

/* ---- Keys ---- */

const NIRS: readonly (readonly [number: string, key: string])[] = [
  ['numeroImmatriculation', 'cleNumeroImmatriculation'],
  ['numeroImmatriculationIndividuel', 'cleNumeroImmatriculationIndividuel'],
  ['numeroSecuriteSociale', 'cleNumeroSecuriteSociale'],
]

function* keys(entity: NoemieEntity, values: Values): Generator<FileFinding> {
  for (const [number, key] of NIRS) {
    const [nir, given] = [values[number], values[key]]
    if (nir === undefined || given === undefined || /^[0 ]*$/.test(nir)) continue
    if (!isNirShaped(nir)) {
      yield finding(entity, { code: 'champ', severity: 'avertissement', expected: FORMATS.nir, received: `« ${nir.replaceAll(/\d/g, '9')} »`, field: fieldOf(entity.type, number) })
      continue
    }
    if (!/^\d{2}$/.test(given)) continue
    // The number itself may be somebody's: only its key is told. A return may repeat the wrong key of the invoice it refuses.
    const expected = nirKey(nir)
    if (expected !== given) yield finding(entity, { code: 'cle', severity: 'avertissement', expected: `la clé ${expected}`, received: `« ${given} »`, field: fieldOf(entity.type, key) })
  }
}

/* ---- Days ---- */

const PERIODS: Readonly<Record<string, readonly [start: string, end: string]>> = {
  '210': ['dateSoinsDateDebut', 'dateFinSoins'],
  '220': ['dateSoinsDateDebut', 'dateFinSoins'],
  '262': ['dateDebutPeriode', 'dateFinPeriode'],
}

/** A period ends when it starts, or later; the century is not written, but a period is short. */
function* period(entity: NoemieEntity, values: Values): Generator<FileFinding> {
  const names = PERIODS[entity.type]
  if (!names) return
  const [start, end] = [values[names[0]]!, values[names[1]]!]
  if (isDay(start) && isDay(end) && end < start) yield finding(entity, { code: 'coherence', severity: 'avertissement', expected: `le ${start} ou plus tard, début de la période`, received: `« ${end} »`, field: fieldOf(entity.type, names[1]) })
}

/* ---- Amounts ---- */

/** Cents of an amount and of its sign; a sign that is neither P nor N is told by the shape. */
const signed = (values: Values, amount: string, sign: string): number => (centsOf(values[amount]) ?? 0) * (values[sign] === 'N' ? -1 : 1)

const PAID: Readonly<Record<string, readonly [asked: string, state: string, paid: string, sign: string]>> = {
  '198': ['montantAmoDemande', 'etatPaiementPartAmo', 'montantAmoPaye', 'signeMontantAmoPaye'],
  '199': ['montantAmcDemande', 'etatPaiementPartAmc', 'montantAmcPaye', 'signeMontantAmcPaye'],
}

function* amounts(entity: NoemieEntity, values: Values): Generator<FileFinding> {
  const { type } = entity
  const told = (name: string, expected: string, received: number): FileFinding => finding(entity, { code: 'montant', severity: 'avertissement', expected, received: euros(received), field: fieldOf(type, name) })
  const part = PAID[type]
  if (part) {
    const [asked, state, paid, sign] = part
    const [due, sum] = [centsOf(values[asked]) ?? 0, signed(values, paid, sign)]
    if (values[state] === 'R' && sum !== 0) yield told(paid, '0,00 €, part rejetée', sum)
    else if (sum > due) yield told(paid, `${euros(due)} au plus, ce qui est demandé`, sum)
  }
  if (type !== '210' && type !== '220') return
  const [base, rate, given] = [centsOf(values['baseRemboursementActe']) ?? 0, centsOf(values['tauxRemboursement']) ?? 0, centsOf(values['montantRembourse']) ?? 0]
  const expected = Math.round((base * rate) / 100)
  // An act that is refused is reimbursed nothing.
  if (given !== 0 && Math.abs(given - expected) > 1) yield told('montantRembourse', `${euros(expected)}, base × taux`, given)
}

/* ---- Counts and totals ---- */

function take({ type }: NoemieEntity, values: Values, progress: Progress): void {
  const { sinceLot, inFile } = progress
  const add = (cents: number): void => {
    sinceLot.cents += cents
    inFile.cents += cents
  }
  if (type === '080') {
    progress.lots += 1
    Object.assign(sinceLot, { invoices: 0, cents: 0 })
  } else if (type === '100' || type === '102') {
    sinceLot.invoices += 1
    inFile.invoices += 1
  } else if (type === '250') {
    inFile.debts += 1
    add(signed(values, 'montantMouvementFinancier', 'signeActe'))
  } else if (type === '261') inFile.ponctuels += centsOf(values['montantPaimentPonctuelForfaitaire']) ?? 0
  const part = PAID[type]
  if (part) add(signed(values, part[2], part[3]))
}

/** What a total may be: with or without what is paid beside invoices. */
const sums = ({ cents, ponctuels }: Progress['inFile']): number[] => [...new Set([cents, cents + ponctuels])]

/** A 990 totals a lot or the file: which one, its level does not say. */
function* level(entity: NoemieEntity, values: Values, { sinceLot, inFile, lots }: Progress): Generator<FileFinding> {
  const counts = [...new Set([sinceLot.invoices, inFile.invoices, lots, lots + inFile.debts, inFile.invoices + inFile.debts])]
  const count = centsOf(values['compteurNiveauInferieurHierarchie'])
  if (count !== undefined && !counts.includes(count)) yield finding(entity, { code: 'compte', severity: 'avertissement', expected: `${counts.join(' ou ')}, factures ou lots qui précèdent`, received: String(count), field: fieldOf('990', 'compteurNiveauInferieurHierarchie') })
  const totals = [...new Set([sinceLot.cents, ...sums(inFile)])]
  const total = signed(values, 'cumulMontantsNiveauInferieur', 'signeActe')
  if (!totals.includes(total)) yield finding(entity, { code: 'total', severity: 'avertissement', expected: `${totals.map(euros).join(' ou ')}, montants qui précèdent`, received: euros(total), field: fieldOf('990', 'cumulMontantsNiveauInferieur') })
}

const SAME_IN_FILE = ['typeEmetteur', 'numeroEmetteur', 'programmeEmetteur', 'typeDestinataire', 'numeroDestinataire', 'programmeDestinataire', 'applicationTypeEchange', 'identificationFichier'] as const

function* end(entity: NoemieEntity, values: Values, progress: Progress): Generator<FileFinding> {
  const { header, count, lots, inFile } = progress
  for (const name of SAME_IN_FILE) {
    if (header && values[name] !== header[name]) yield finding(entity, { code: 'coherence', expected: `« ${header[name]!} », celui de l’entité 000`, received: `« ${values[name]!} »`, field: fieldOf('999', name) })
  }
  const announced = centsOf(values['nombreEnregistrements'])
  if (announced !== undefined && announced !== count) yield finding(entity, { code: 'compte', expected: String(count), received: String(announced), field: fieldOf('999', 'nombreEnregistrements') })
  const lotsAnnounced = centsOf(values['nombreLots'])
  if (lots > 0 && lotsAnnounced !== undefined && lotsAnnounced !== lots) yield finding(entity, { code: 'compte', severity: 'avertissement', expected: `${lots}, entités 080 du fichier`, received: String(lotsAnnounced), field: fieldOf('999', 'nombreLots') })
  const total = signed(values, 'cumulMontantsFichier', 'signeMontantFichier')
  if (!sums(inFile).includes(total)) yield finding(entity, { code: 'total', severity: 'avertissement', expected: `${sums(inFile).map(euros).join(' ou ')}, ce que le fichier paie et retient`, received: euros(total), field: fieldOf('999', 'cumulMontantsFichier') })
}
