import type { DataTable } from '@cucumber/cucumber'
import { DAY_MS } from '../core/clock.js'
import type { ConditionDispensation, Duree, FondementModification, Ligne, Mention, Modification, MotifNonDelivrance, MotifSubstitution, NatureModification, OrigineDonnees, Produit, ResultatTest, TypeLigne } from '../core/ordonnance.js'
import type { LigneDemandee, LigneSaisie } from '../core/pilotage.js'
import { jourDe } from '../core/prescription.js'
import { ACTES, PRODUITS } from '../simulators/population.js'

/** Words of a table compared without case, accents nor blanks. */
const plain = (text: string): string => text.normalize('NFD').replaceAll(/[\u0300-\u036f\s-]/g, '').toLowerCase()

function oneOf<Value>(words: Readonly<Record<string, Value>>, word: string, what: string): Value {
  const found = Object.entries(words).find(([name]) => plain(name) === plain(word))
  if (found) return found[1]
  throw new Error(`${what} inconnu dans le scénario : « ${word} » ; connus : ${Object.keys(words).join(', ')}`)
}

const MENTION_WORDS: Readonly<Record<string, Mention>> = {
  ALD: 'MED-574',
  'AT/MP': 'GEN-180',
  prévention: 'GEN-295',
  'non remboursable': 'GEN-181',
  'hors AMM': 'GEN-179',
}
const UNITS: Readonly<Record<string, Duree['unite']>> = { jour: 'jour', jours: 'jour', semaine: 'semaine', semaines: 'semaine', mois: 'mois' }
const SUBSTITUTION_WORDS: Readonly<Record<string, MotifSubstitution>> = { urgence: '1', générique: '2', molécule: '3', DCI: '5', refus: '6' }

const NON_DELIVERY_WORDS: Readonly<Record<string, MotifNonDelivrance>> = {
  rupture: 'SIM-MND-01',
  'refus du patient': 'SIM-MND-02',
  'déjà en possession': 'SIM-MND-03',
  'intervention du pharmacien': 'SIM-MND-04',
  'test négatif': 'SIM-MND-05',
  autre: 'SIM-MND-99',
}

type Row = Partial<Record<string, string>>
const cell = (row: Row, column: string): string | undefined => {
  const text = row[column]?.trim()
  return text === '' ? undefined : text
}
const list = (text: string | undefined): string[] => (text === undefined ? [] : text.split(',').map((part) => part.trim()))

/** Columns a table may have: a misspelt one would silently prescribe nothing. */
function rowsOf(table: DataTable, columns: readonly string[]): Row[] {
  const stranger = (table.raw()[0] ?? []).find((column) => !columns.includes(column))
  if (stranger !== undefined) throw new Error(`colonne inconnue dans le scénario : « ${stranger} » ; connues : ${columns.join(', ')}`)
  return table.hashes()
}

export const produitNamed = (name: string): Produit => oneOf(PRODUITS, name, 'produit')

const CODE_WORDS: Readonly<Record<string, keyof Produit>> = { CIS: 'cis', CIP13: 'cip13', DC: 'medicamentVirtuel', ATC: 'atc', LPP: 'lpp', EMDN: 'emdn' }

/** The product with the codes the prescriber's software is given; all of them when the table says nothing. */
function prescribedProduct(name: string, codes: string | undefined): Produit {
  const product = produitNamed(name)
  if (codes === undefined) return product
  const kept = list(codes).map((code) => oneOf(CODE_WORDS, code, 'code'))
  const missing = kept.find((code) => product[code] === undefined)
  if (missing) throw new Error(`le produit « ${name} » n’a pas de code ${missing}`)
  return { ...Object.fromEntries(kept.map((code) => [code, product[code]])), libelle: product.libelle }
}

function duration(text: string): Duree {
  const [value, unit] = text.split(' ')
  return { valeur: Number(value), unite: oneOf(UNITS, unit ?? '', 'unité de durée') }
}

const typeOf = ({ lpp, emdn }: Produit): TypeLigne => ((lpp ?? emdn) === undefined ? 'medicament' : 'dispositifMedical')

const CONDITION_WORDS: Readonly<Record<string, ConditionDispensation>> = { 'TROD angine': 'SIM-DCA-01', 'bandelette urinaire': 'SIM-DCA-02' }

const LINE_COLUMNS = ['toutes lettres', 'chevauchement', 'condition', 'produit', 'codes', 'posologie', 'durée', 'quantité', 'renouvellements', 'substitution', 'motif', 'mentions']

function prescribedLine(row: Row, index: number): Ligne {
  const produit = prescribedProduct(cell(row, 'produit') ?? '', cell(row, 'codes'))
  const [posologie, duree, quantite, renouvellements] = ['posologie', 'durée', 'quantité', 'renouvellements'].map((column) => cell(row, column))
  const substitution = cell(row, 'substitution')
  const motif = cell(row, 'motif')
  const mentions = list(cell(row, 'mentions')).map((word) => oneOf(MENTION_WORDS, word, 'mention'))
  return {
    numero: index + 1,
    type: typeOf(produit),
    produit,
    ...(posologie === undefined ? {} : { posologie }),
    ...(duree === undefined ? {} : { duree: duration(duree) }),
    ...(quantite === undefined ? {} : { quantite: Number(quantite) }),
    ...(renouvellements === undefined ? {} : { renouvellements: Number(renouvellements) }),
    ...(
      substitution === undefined
        ? {}
        : { substitution: oneOf({ 'non substituable': 'N', substituable: 'G' } as const, substitution, 'mention de substitution') }
    ),
    ...(motif === undefined ? {} : { motifNonSubstituable: motif }),
    ...(mentions.length === 0 ? {} : { mentions }),
    ...v3Fields(row),
  }
}

function v3Fields(row: Row): Partial<Ligne> {
  const [letters, overlap, condition] = ['toutes lettres', 'chevauchement', 'condition'].map((column) => cell(row, column))
  return {
    ...(letters === undefined ? {} : { enToutesLettres: letters }),
    ...(overlap === undefined ? {} : { chevauchement: oneOf({ permis: true }, overlap, 'chevauchement') }),
    ...(condition === undefined ? {} : { condition: oneOf(CONDITION_WORDS, condition, 'condition') }),
  }
}

const ACT_COLUMNS = ['acte', 'séances', 'précisions', 'durée', 'mentions']

/** An act named by the population, with its sessions; `précisions` is what a drug has as posology. */
function enteredAct(row: Row, index: number): LigneSaisie {
  const { type, ...produit } = oneOf(ACTES, cell(row, 'acte') ?? '', 'acte')
  const [seances, precisions, duree] = ['séances', 'précisions', 'durée'].map((column) => cell(row, column))
  const mentions = list(cell(row, 'mentions')).map((word) => oneOf(MENTION_WORDS, word, 'mention'))
  return {
    numero: index + 1,
    type,
    produit,
    ...(precisions === undefined ? {} : { posologie: precisions }),
    ...(duree === undefined ? {} : { duree: duration(duree) }),
    ...(seances === undefined ? {} : { seances: Number(seances) }),
    ...(mentions.length === 0 ? {} : { mentions }),
  }
}

/** A table of acts has a column « acte », a table of products a column « produit »; one that has both mixes them on purpose. */
export function lignesSaisies(table: DataTable): LigneSaisie[] {
  const columns = table.raw()[0] ?? []
  if (!columns.includes('acte')) return lignesPrescrites(table)
  return rowsOf(table, [...ACT_COLUMNS, ...LINE_COLUMNS]).map((row, index) => (cell(row, 'acte') === undefined ? prescribedLine(row, index) : enteredAct(row, index)))
}

/** Lines of an ordonnance, numbered from 1 in the order of the table. */
export const lignesPrescrites = (table: DataTable): Ligne[] => rowsOf(table, LINE_COLUMNS).map(prescribedLine)

/** Columns of a delivery that only the package V3 knows: days are counted from the day of the scenario. */
const V3_COLUMNS = ['remboursement', 'modification', 'fondement', 'accord', 'le', 'posologie', 'renouvellements', 'test', 'origine'] as const

const NATURE_WORDS: Readonly<Record<string, NatureModification>> = { 'posologie adaptée': 'SIM-MOD-01', renouvellement: 'SIM-MOD-02', 'produit changé': 'SIM-MOD-03' }
const FONDEMENT_WORDS: Readonly<Record<string, FondementModification>> = { 'accord du prescripteur': 'SIM-FON-01', 'pharmacien correspondant': 'SIM-FON-02' }
const ORIGINE_WORDS: Readonly<Record<string, OrigineDonnees>> = { 'automate de préparation': 'SIM-ORI-01', 'autre établissement': 'SIM-ORI-02', 'autre système': 'SIM-ORI-99' }

/** « aujourd'hui », « hier », « il y a 3 jours », « demain ». */
export function dayNamed(text: string, today: Date): string {
  const ago = { "aujourd'hui": 0, hier: 1, demain: -1 }[text] ?? Number(/^il y a (\d+) jours$/.exec(text)?.[1] ?? Number.NaN)
  if (Number.isNaN(ago)) throw new Error(`jour inconnu dans le scénario : « ${text} »`)
  return jourDe(new Date(today.getTime() - ago * DAY_MS))
}

function modificationOf(row: Row, today: Date): Modification | undefined {
  const nature = cell(row, 'modification')
  if (nature === undefined) return undefined
  const [accord, posologie, renouvellements] = [cell(row, 'accord'), cell(row, 'posologie'), cell(row, 'renouvellements')]
  return {
    nature: oneOf(NATURE_WORDS, nature, 'modification'),
    fondement: oneOf(FONDEMENT_WORDS, cell(row, 'fondement') ?? '', 'fondement'),
    date: dayNamed(cell(row, 'le') ?? "aujourd'hui", today),
    ...(accord === undefined ? {} : { dateAccord: dayNamed(accord, today) }),
    ...(posologie === undefined ? {} : { posologie }),
    ...(renouvellements === undefined ? {} : { renouvellements: Number(renouvellements) }),
  }
}

function complementOf(row: Row, today: Date): Pick<LigneDemandee, 'nonRembourse' | 'modification' | 'test' | 'origine'> {
  const modification = modificationOf(row, today)
  const [remboursement, test, origine] = [cell(row, 'remboursement'), cell(row, 'test'), cell(row, 'origine')]
  const resultat = test && oneOf<ResultatTest>({ positif: 'positif', négatif: 'negatif' }, test, 'résultat de test')
  return {
    ...(remboursement === undefined ? {} : oneOf({ 'non remboursé': { nonRembourse: true } }, remboursement, 'remboursement')),
    ...(modification ? { modification } : {}),
    ...(resultat ? { test: { date: dayNamed("aujourd'hui", today), resultat } } : {}),
    ...(origine === undefined ? {} : { origine: oneOf(ORIGINE_WORDS, origine, 'origine') }),
  }
}

const DELIVERY_COLUMNS = ['ligne', 'produit', 'quantité', 'substitution', 'non délivrée', 'commentaire', ...V3_COLUMNS]

function deliveredLine(row: Row, lignes: readonly Ligne[], today: Date): LigneDemandee {
  const numero = Number(cell(row, 'ligne'))
  const refused = cell(row, 'non délivrée')
  const commentaire = cell(row, 'commentaire')
  const comment = { ...complementOf(row, today), ...(commentaire === undefined ? {} : { commentaire }) }
  if (refused !== undefined) return {
    numero,
    action: 'nePasDelivrer',
    motifNonDelivrance: oneOf(NON_DELIVERY_WORDS, refused, 'motif de non-délivrance'),
    ...comment,
  }
  const prescribed = lignes.find((ligne) => ligne.numero === numero)
  const substitution = cell(row, 'substitution')
  const name = cell(row, 'produit')
  const produit = name === undefined ? prescribed?.produit : produitNamed(name)
  return {
    numero,
    action: 'delivrer',
    quantite: Number(cell(row, 'quantité') ?? prescribed?.quantite ?? 1),
    ...(produit === undefined ? {} : { produit }),
    ...(substitution === undefined ? {} : { substitution: oneOf(SUBSTITUTION_WORDS, substitution, 'motif de substitution') }),
    ...comment,
  }
}

export const lignesDelivrees = (
  table: DataTable,
  lignes: readonly Ligne[],
  today = new Date(),
): LigneDemandee[] => rowsOf(table, DELIVERY_COLUMNS).map((row) => deliveredLine(row, lignes, today))

/** Every line handed over as prescribed, for one delivery. */
export const lignesCompletes = (lignes: readonly Ligne[]): LigneDemandee[] => lignes.map(
  ({ numero, produit, quantite }) => ({ numero, action: 'delivrer', quantite: quantite ?? 1, produit }),
)
