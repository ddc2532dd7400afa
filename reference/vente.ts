/** What the counter bills, as the user entered it, and the amounts that follow. Cents, days as `YYYY-MM-DD`. */

export interface OrganismeAmo {
  regime: string
  caisse: string
  centre: string
}

export interface Beneficiaire {
  nir: string
  cle: string
  rang?: string
  dateNaissance: string
  rangNaissance: string
  nomFamille: string
  prenom: string
  organisme: OrganismeAmo
}

export interface LigneVendue {
  codeActe: string
  cip13?: string
  lpp?: string
  quantite: number
  prixUnitaire: number
  taux: number
  substitution?: string
  numeroSerie?: string
}

export interface Vente {
  beneficiaire: Beneficiaire
  prescripteur: { numeroAm: string; rpps: string; specialite: string }
  dateOrdonnance: string
  dateDelivrance: string
  natureAssurance: string
  exoneration: string
  tiersPayant: boolean
  lignes: LigneVendue[]
}

/** A line with its amounts. */
export interface LigneFacturee extends LigneVendue {
  montant: number
  base: number
  amo: number
}

/** Justifications of exoneration and natures of insurance that carry the rate to 100 %. */
const EXONERATIONS = new Set(['1', '3', '4', '5', '6', '7', '9', 'C'])
const NATURES_A_100 = new Set(['30', '41'])
/** Codes that no exoneration concerns, or whose case has no public rule: they keep their rate. */
const TAUX_PROPRE = new Set(['PHN', 'PH2', 'HD2', 'HG2', 'PM2'])
/** Régime local of Alsace-Moselle. */
const TAUX_LOCAL: Readonly<Record<number, number>> = { 65: 90, 30: 80, 15: 80 }

export function tauxApplique({ codeActe, taux }: LigneVendue, { exoneration, natureAssurance }: Pick<Vente, 'exoneration' | 'natureAssurance'>): number {
  const exempt = EXONERATIONS.has(exoneration) || NATURES_A_100.has(natureAssurance)
  if (exempt && taux > 0 && !TAUX_PROPRE.has(codeActe)) return 100
  return natureAssurance === '13' ? (TAUX_LOCAL[taux] ?? taux) : taux
}

/** To the nearest cent, half a cent up; whole numbers all along. */
export const partAmo = (base: number, taux: number): number => Math.floor((base * taux + 50) / 100)

export interface Totaux {
  montantTotal: number
  montantAmo: number
}

export const totauxDe = (lignes: readonly LigneFacturee[]): Totaux => ({
  montantTotal: lignes.reduce((total, { montant }) => total + montant, 0),
  montantAmo: lignes.reduce((total, { amo }) => total + amo, 0),
})

/** Key of a NIR; Corsica counts as 19 and 18 with a million less. */
export function cleDuNir(nir: string): string {
  const corsica = nir[6] === 'A' ? 1_000_000 : nir[6] === 'B' ? 2_000_000 : 0
  const value = Number(nir.replace(/[AB]/, '0')) - corsica
  return String(97 - (value % 97)).padStart(2, '0')
}

export const euros = (cents: number): string => `${(cents / 100).toFixed(2).replace('.', ',')} €`
