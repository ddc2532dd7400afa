import type { Ligne, Produit, TypeLigne } from './ordonnance.js'

/** Rules of a prescription that hold by law or by a published decision, as data: each row says where it comes from. */

/** Products that an ordonnance sécurisée alone may prescribe. */
export interface ClasseSecurisee {
  nom: string
  /** Beginnings of ATC codes. */
  atc: readonly string[]
  /** `YYYY-MM-DD`, in Paris, of the first ordonnance that the rule binds; absent: always. */
  depuis?: string
  /** Longest prescription, in days. */
  dureeMaximale: number
  source: string
}

export const CLASSES_SECURISEES: readonly ClasseSecurisee[] = [
  {
    nom: 'stupéfiants',
    atc: ['N02AA01', 'N02AA03', 'N02AA05', 'N02AB03'],
    dureeMaximale: 28,
    source: 'CSP R. 5132-29 et R. 5132-30 (28 jours au plus)',
  },
  {
    nom: 'tramadol',
    atc: ['N02AX02', 'N02AJ13', 'N02AJ14', 'N02AJ15'],
    depuis: '2025-03-01',
    dureeMaximale: 84,
    source: 'CTPPN du 22/01/2025, sections 11 et 13 ; décision ANSM du 26/09/2024 (12 semaines au plus)',
  },
  {
    nom: 'codéine',
    atc: ['R05DA04', 'N02AA59', 'N02AJ06', 'N02AJ07', 'N02AJ08', 'N02AJ09'],
    depuis: '2025-03-01',
    dureeMaximale: 84,
    source: 'CTPPN du 22/01/2025, sections 11 et 13 ; décision ANSM du 26/09/2024 (12 semaines au plus)',
  },
]

/** Products whose prescription is accompanied: GLP-1 analogues. */
export const ACCOMPAGNES: { atc: readonly string[]; depuis: string; source: string } = {
  atc: ['A10BJ'],
  depuis: '2025-02-01',
  source: 'CTPPN du 22/01/2025, section 18',
}

const PARIS_DAY = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris', year: 'numeric', month: '2-digit', day: '2-digit' })

/** `YYYY-MM-DD` of an instant on a French calendar. */
export const jourDe = (instant: Date | string): string => PARIS_DAY.format(new Date(instant))

const isOf = (produit: Produit, classes: readonly string[]): boolean => classes.some((classe) => produit.atc?.startsWith(classe))

/** The class of a product that a sécurisée ordonnance has to prescribe on that day; a product without an ATC code cannot be told. */
export const classeSecurisee = (produit: Produit, jour: string): ClasseSecurisee | undefined =>
  CLASSES_SECURISEES.find(({ atc, depuis }) => isOf(produit, atc) && (depuis === undefined || jour >= depuis))

/** The prescription of that product has to be accompanied on that day. */
export const isAccompagne = (produit: Produit, jour: string): boolean => isOf(produit, ACCOMPAGNES.atc) && jour >= ACCOMPAGNES.depuis

const JOURS = { jour: 1, semaine: 7, mois: 28 } as const

/** Shortest reading of a duration, in days: a month is four weeks at least. */
export const dureeEnJours = ({ duree }: Pick<Ligne, 'duree'>): number | undefined => (duree === undefined ? undefined : duree.valeur * JOURS[duree.unite])

/** Kinds of prescription of the published table: an ordonnance is of one (CTPPN du 22/01/2025, annexes). */
export const TYPES_PRESCRIPTION = {
  medicament: 'produits de santé',
  dispositifMedical: 'produits de santé',
  acteBiologieMedicale: 'biologie',
  acteKinesitherapie: 'masseur-kiné',
  actePedicurie: 'pédicure',
  acteInfirmier: 'infirmier',
  acteOrthophonie: 'orthophoniste',
  acteOrthoptie: 'orthoptiste',
} as const satisfies Record<TypeLigne, string>
export type TypePrescription = (typeof TYPES_PRESCRIPTION)[TypeLigne]

export const typesDe = (lignes: readonly Pick<Ligne, 'type'>[]): TypePrescription[] => [...new Set(lignes.map(({ type }) => TYPES_PRESCRIPTION[type]))]

/** What a reference of accompaniment says. */
export interface ReferenceApr {
  numeroAm: string
  /** Instant at which it was given. */
  instant: Date
}

/** `APR-<AM number, 9 digits>-<Unix time in seconds, 10 digits>`, as the published justificatif shows. */
export function readApr(reference: string): ReferenceApr | undefined {
  const [, numeroAm, secondes] = /^APR-(\d{9})-(\d{10})$/.exec(reference) ?? []
  return numeroAm === undefined ? undefined : { numeroAm, instant: new Date(Number(secondes) * 1000) }
}

export const writeApr = ({ numeroAm, instant }: ReferenceApr): string => `APR-${numeroAm}-${Math.floor(instant.getTime() / 1000)}`

/** Executions and ordonnances are kept five years after the writing (CSP R. 4071-1). */
export const CONSERVATION_ANNEES = 5

export function finDeConservation({ dateHeure }: { dateHeure: string }): Date {
  const end = new Date(dateHeure)
  end.setUTCFullYear(end.getUTCFullYear() + CONSERVATION_ANNEES)
  return end
}
