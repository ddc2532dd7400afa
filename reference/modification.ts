import type { Ligne, Ordonnance } from './model.js'

/** A message that changes an ordonnance already registered. */
export interface Changement {
  nature?: 'ajout' | 'annulation'
  ordonnance: Ordonnance
}

/** The places where software goes wrong when it changes what is registered. */
export interface ModificationBehaviour {
  /** The change as built → as sent. */
  changement(changement: Changement, nouvel: () => string): Changement
  /** What the prescriber is told of a refused change. */
  refus(statut: 'transmise' | 'refusee' | 'enEchec'): 'transmise' | 'refusee' | 'enEchec'
}

export const honestModification: ModificationBehaviour = { changement: (changement) => changement, refus: (statut) => statut }

/** The ordonnance as registered, followed by the new lines: numbered after the others, and dated. */
export const completed = (ordonnance: Ordonnance, added: Ligne[], now: Date): Ordonnance => ({
  ...ordonnance,
  lignes: [...ordonnance.lignes, ...added.map((ligne, index) => ({ ...ligne, numero: ordonnance.lignes.length + index + 1, ajouteLe: now.toISOString() }))],
})
