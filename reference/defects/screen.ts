import type { Behaviour } from '../behaviour.js'
import type { Professionnel } from '../model.js'
import type { LigneAffichee, OrdonnanceAffichee } from '../officine.js'

/** A screen that shows the ordonnance otherwise than it was received; the rest of the software knows the truth. */
export const shownOrdonnance =
  (change: (ordonnance: OrdonnanceAffichee, professionnel: Professionnel) => OrdonnanceAffichee): Behaviour['show'] =>
  (_verbe, observation, professionnel) => {
    const { ordonnance } = observation as { ordonnance?: OrdonnanceAffichee }
    return ordonnance === undefined ? observation : { ...observation, ordonnance: change(ordonnance, professionnel) }
  }

export const shownLines = (change: (ligne: LigneAffichee) => LigneAffichee): Behaviour['show'] =>
  shownOrdonnance((ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.map(change) }))
