import { quantitePrescrite } from './ordonnance.js'
import type { Execution, Ligne, LigneExecution, MotifSubstitution, Ordonnance, Produit, ResteLigne, StatutOrdonnance } from './ordonnance.js'

/** Rules of a délivrance that the simulated service applies and the validators judge with: one definition for both. */

/**
 * Another product than the prescribed one was handed over: another speciality (CIS), or another box when no speciality is
 * known on either side. A prescription in common denomination names no product, so nothing can be substituted to it.
 */
export function isSubstitution(prescrit: Produit, delivre: Produit): boolean {
  if (prescrit.cis !== undefined && delivre.cis !== undefined) return prescrit.cis !== delivre.cis
  if (prescrit.cis !== undefined || delivre.cis !== undefined) return false
  return prescrit.cip13 !== undefined && delivre.cip13 !== undefined && prescrit.cip13 !== delivre.cip13
}

/** The line names a virtual drug and no product: the pharmacist chooses one. */
export const isDenominationCommune = ({ cis, cip13, medicamentVirtuel }: Produit): boolean =>
  medicamentVirtuel !== undefined && cis === undefined && cip13 === undefined

/** Reasons that explain the product chosen for a prescription in common denomination (SNDS, PHA_SUB_MTF). */
export const MOTIFS_DENOMINATION_COMMUNE: readonly MotifSubstitution[] = ['5', '2']

/** Something was handed over, all or part of it. */
export const isDelivree = ({ statut }: LigneExecution): boolean => statut !== 'nonDelivree'

/** Handed over, and billed to the Assurance Maladie unless the line says otherwise. */
export const isFacturee = (ligne: LigneExecution): boolean => isDelivree(ligne) && ligne.nonRembourse !== true

/** An execution that hands nothing over, or nothing reimbursed, has no invoice: it is transmitted at once, without billing data, in both modes (assumed). */
export const isFacturable = ({ lignes }: Pick<Execution, 'lignes'>): boolean => lignes.some(isFacturee)

/** Boxes that the pharmacist's renewals add to a line (V3). */
const renouvele = (lignes: readonly LigneExecution[], { numero, quantite = 1 }: Pick<Ligne, 'numero' | 'quantite'>): number =>
  lignes.filter((ligne) => ligne.numero === numero).reduce((total, { modification }) => total + (modification?.renouvellements ?? 0) * quantite, 0)

/** What every line of an ordonnance has received and may still receive. */
export function restes(ordonnance: Ordonnance, executions: readonly Execution[]): ResteLigne[] {
  const all = executions.flatMap(({ lignes }) => lignes)
  const delivered = all.filter(isDelivree)
  return ordonnance.lignes.map((ligne) => {
    const delivre = delivered.filter(({ numero }) => numero === ligne.numero).reduce((total, { quantite = 0 }) => total + quantite, 0)
    return { numero: ligne.numero, delivre, reste: Math.max(0, quantitePrescrite(ligne) + renouvele(all, ligne) - delivre) }
  })
}

/** Last moment of validity: one year after the writing. */
export function finDeValidite({ dateHeure }: Pick<Ordonnance, 'dateHeure'>): Date {
  const end = new Date(dateHeure)
  end.setUTCFullYear(end.getUTCFullYear() + 1)
  return end
}

export interface Suivi {
  ordonnance: Ordonnance
  executions: readonly Execution[]
  annulee: boolean
}

/** State of an ordonnance at a moment. One that was wholly delivered stays `executee`, even after its term. */
export function statutOrdonnance({ ordonnance, executions, annulee }: Suivi, now: Date): StatutOrdonnance {
  if (annulee) return 'annulee'
  const lines = restes(ordonnance, executions)
  if (lines.every(({ reste }) => reste === 0)) return 'executee'
  if (now > finDeValidite(ordonnance)) return 'expiree'
  return lines.some(({ delivre }) => delivre > 0) ? 'partiellementExecutee' : 'active'
}
