/**
 * Writes a lot of invoices in B2: records of 128 characters with no separator, numbers right-justified and zero-filled, texts in capitals
 * without accents, left-justified. Places of the fields that a pharmacy fills; the others are zeros or blanks (docs/editeur/facturation.md).
 */

/** `n` number, `a` text, `t` text as it is. */
type Kind = 'n' | 'a' | 't'
type Field = readonly [name: string, from: number, to: number, kind: Kind]
type Values = Readonly<Record<string, string | number>>

const INSURED: readonly Field[] = [
  ['partenaire', 2, 10, 'a'],
  ['nir', 12, 24, 'a'],
  ['cle', 25, 26, 'n'],
]
const INVOICE: readonly Field[] = [...INSURED, ['rang', 27, 29, 'n'], ['facture', 30, 38, 'n']]
const ENDS: readonly Field[] = [
  ['typeEmetteur', 4, 5, 'a'],
  ['emetteur', 6, 19, 'n'],
  ['programme', 20, 25, 'a'],
  ['typeDestinataire', 26, 27, 'a'],
  ['destinataire', 28, 41, 'n'],
  ['application', 48, 49, 'a'],
  ['fichier', 50, 55, 'a'],
]

const RECORDS = {
  '000': [...ENDS, ['date', 56, 61, 'n'], ['norme', 62, 65, 'a'], ['version', 66, 67, 'a'], ['monnaie', 70, 70, 'a'], ['flux', 71, 71, 'a'], ['longueur', 83, 85, 'n'], ['message', 92, 128, 'a']],
  '1': [
    ['emetteur', 2, 10, 'a'],
    ['organisme', 17, 19, 'n'],
    ['lot', 20, 22, 'n'],
    ['categorie', 23, 25, 'n'],
    ['statut', 26, 27, 'n'],
    ['tarif', 28, 29, 'n'],
    ['nom', 30, 69, 'a'],
    ['version', 70, 71, 'a'],
    ['date', 72, 77, 'n'],
    ['norme', 79, 80, 'a'],
    ['certification', 81, 81, 'a'],
    ['miseAJour', 82, 87, 'n'],
    ['monnaie', 88, 88, 'a'],
  ],
  '2': [
    ...INVOICE,
    ['nature', 39, 39, 'n'],
    ['entree', 40, 48, 'n'],
    ['regime', 49, 50, 'n'],
    ['caisse', 51, 53, 'n'],
    ['centre', 54, 57, 'n'],
    ['justificatif', 58, 64, 'n'],
    ['support', 65, 76, 'n'],
    ['natureAssurance', 77, 78, 'n'],
    ['exoneration', 79, 79, 'a'],
    ['hospitalisation', 80, 85, 'n'],
    ['naissance', 96, 101, 'n'],
    ['rangNaissance', 102, 102, 'n'],
    ['sejour', 103, 116, 'n'],
    ['contrat', 117, 118, 'n'],
  ],
  '2S': [...INVOICE, ['suite', 39, 39, 'a'], ['rangSuite', 40, 41, 'n'], ['titre', 42, 47, 'n'], ['reglement', 48, 49, 'n'], ['cleIndividuelle', 63, 64, 'n'], ['medecinTraitant', 112, 120, 'n']],
  '4': [
    ...INVOICE,
    ['traitement', 39, 40, 'n'],
    ['discipline', 41, 43, 'n'],
    ['prescripteur', 44, 52, 'n'],
    ['exoneration', 54, 54, 'a'],
    ['specialite', 55, 56, 'n'],
    ['executant', 57, 65, 'a'],
    ['zone', 66, 67, 'n'],
    ['specialiteExecutant', 68, 69, 'n'],
    ['date', 70, 75, 'n'],
    ['acte', 76, 80, 'a'],
    ['quantite', 81, 82, 'n'],
    ['coefficient', 83, 88, 'n'],
    ['denombrement', 89, 90, 'n'],
    ['prix', 91, 97, 'n'],
    ['base', 98, 104, 'n'],
    ['taux', 105, 107, 'n'],
    ['amo', 108, 114, 'n'],
    ['montant', 115, 121, 'n'],
    ['amc', 123, 128, 'n'],
  ],
  '4P': [
    ...INSURED,
    ['facture', 27, 35, 'n'],
    ['suite', 36, 36, 'a'],
    ['sequence', 37, 38, 'n'],
    ['produit', 43, 55, 'a'],
    ['substitution', 56, 56, 'n'],
    ['ordonnance', 57, 74, 'a'],
    ['serie', 75, 94, 't'],
    ['unites', 96, 99, 'n'],
    ['renouvellement', 101, 102, 'n'],
    ['enLigne', 103, 104, 'a'],
    ['dateOrdonnance', 105, 110, 'n'],
  ],
  '5': [
    ...INVOICE,
    ['lignes', 39, 41, 'n'],
    ['basePh', 42, 49, 'n'],
    ['amoPh', 50, 57, 'n'],
    ['montant', 58, 65, 'n'],
    ['amo', 66, 73, 'n'],
    ['participation', 74, 81, 'n'],
    ['ocPh', 82, 89, 'n'],
    ['oc', 90, 97, 'n'],
    ['totalPh', 115, 122, 'n'],
  ],
  '6': [['emetteur', 2, 10, 'a'], ['factures', 11, 13, 'n'], ['actes', 14, 17, 'n'], ['assures', 18, 21, 'n'], ['pieces', 22, 24, 'n'], ['montant', 25, 33, 'n'], ['amo', 34, 42, 'n'], ['zeros', 43, 51, 'n'], ['lot', 52, 54, 'n']],
  '999': [...ENDS, ['enregistrements', 56, 63, 'n'], ['lots', 83, 85, 'n']],
} as const satisfies Record<string, readonly Field[]>

const LENGTH = 128

/** A value does not fit in its field. */
export class ChampTropLong extends Error {
  override readonly name = 'ChampTropLong'
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('’', "'")
    .replaceAll(/[^\x20-\x7e]/g, ' ')

/** One record; a field that is not given is zeros or blanks. */
export function record(type: keyof typeof RECORDS, values: Values): string {
  const characters = ' '.repeat(LENGTH).split('')
  const put = (from: number, text: string): void => void characters.splice(from - 1, text.length, ...text)
  put(1, type === '000' || type === '999' ? type : type[0]!)
  for (const [name, from, to, kind] of RECORDS[type] as readonly Field[]) {
    const width = to - from + 1
    const text = plain(String(values[name] ?? ''))
    const filled = kind === 'n' ? text.padStart(width, '0') : (kind === 'a' ? text.toUpperCase() : text).padEnd(width)
    if (filled.length > width && kind === 'n') throw new ChampTropLong(`${name} : « ${text} » ne tient pas en ${width} chiffres.`)
    put(from, filled.slice(0, width))
  }
  return characters.join('')
}

export interface ProduitEcrit {
  code: string
  substitution: string
  ordonnance?: string
  serie?: string
  dateOrdonnance: string
}

export interface LigneEcrite {
  acte: string
  date: string
  quantite: number
  prix: number
  base: number
  taux: number
  amo: number
  montant: number
  exoneration: string
  prescripteur: string
  specialite: string
  produit?: ProduitEcrit
}

export interface FactureEcrite {
  numero: string
  partenaire: string
  nir: string
  cle: string
  rang: string
  regime: string
  caisse: string
  centre: string
  natureAssurance: string
  exoneration: string
  naissance: string
  rangNaissance: string
  /** 10: the insured person is paid, 35: the pharmacy (tiers payant). */
  reglement: string
  lignes: LigneEcrite[]
  total: { montant: number; amo: number }
}

export interface LotEcrit {
  numero: string
  emetteur: string
  nom: string
  typeDestinataire: string
  /** 14 digits. */
  destinataire: string
  organisme: string
  fichier: string
  date: string
  certification: string
  message: string
  factures: FactureEcrite[]
  total: { montant: number; amo: number }
}

/** AAMMJJ; a lunar date passes. */
const shortDay = (day: string): string => day.slice(2).replaceAll('-', '')

function invoiceRecords(facture: FactureEcrite): string[] {
  const { numero, partenaire, nir, cle, rang, total, regime, caisse, centre, natureAssurance, exoneration, naissance, rangNaissance } = facture
  const own = { partenaire, nir, cle, rang, facture: numero }
  const lines = facture.lignes.flatMap((ligne) => lineRecords(own, ligne, partenaire))
  return [
    record('2', { ...own, regime, caisse, centre, natureAssurance, exoneration, rangNaissance, naissance: shortDay(naissance) }),
    record('2S', { ...own, suite: 'S', rangSuite: 1, reglement: facture.reglement }),
    ...lines,
    record('5', { ...own, lignes: lines.length, montant: total.montant, amo: total.amo, participation: total.montant - total.amo }),
  ]
}

function lineRecords(own: Values, { produit, date, ...ligne }: LigneEcrite, executant: string): string[] {
  const act = record('4', { ...own, ...ligne, executant, date: shortDay(date), coefficient: 100, denombrement: 0 })
  if (!produit) return [act]
  const detail = { produit: produit.code, substitution: produit.substitution, ordonnance: produit.ordonnance ?? '', serie: produit.serie ?? '', enLigne: produit.ordonnance ? 'PL' : '', dateOrdonnance: shortDay(produit.dateOrdonnance) }
  return [act, record('4P', { ...own, suite: 'P', sequence: 1, ...detail })]
}

/** The records of a file of one lot. */
export function recordsOf(lot: LotEcrit): string[] {
  const ends = {
    typeEmetteur: 'TP',
    emetteur: lot.emetteur,
    programme: '140A08',
    typeDestinataire: lot.typeDestinataire,
    destinataire: lot.destinataire,
    application: 'TR',
    fichier: lot.fichier,
  }
  const acts = lot.factures.reduce((total, { lignes }) => total + lignes.length, 0)
  const count = lot.factures.length
  const date = shortDay(lot.date)
  const body = [
    record('000', { ...ends, date, norme: 'PH', version: 'B2', monnaie: 'U', flux: 'R', longueur: 128, message: lot.message }),
    record('1', { emetteur: lot.emetteur, organisme: lot.organisme, lot: lot.numero, nom: lot.nom, version: 'B2', date, norme: 'PH', certification: lot.certification, miseAJour: '062007', monnaie: 'U' }),
    ...lot.factures.flatMap(invoiceRecords),
    record('6', { emetteur: lot.emetteur, factures: count, actes: acts, assures: count, pieces: count, montant: lot.total.montant, amo: lot.total.amo, lot: lot.numero }),
  ]
  return [...body, record('999', { ...ends, enregistrements: body.length + 1, lots: 1 })]
}

export const bytesOf = (records: readonly string[]): Buffer => Buffer.from(records.join(''), 'latin1')
