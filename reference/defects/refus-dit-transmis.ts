import type { CreationObservation } from '../prescripteur.js'
import type { Defect } from './defect.js'

export default {
  name: 'refus-dit-transmis',
  title: 'Dit l’ordonnance transmise dès que le téléservice a répondu, même par un refus',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP4-19', code: 'creationSuccesFonde/usurpe' },
    { requirement: 'PRE-EP4-17', code: 'creationRefusAnnonce/statut' },
  ],
  behaviour: () => ({
    show(verbe, observation) {
      const { statut, suitePapier } = observation as Partial<CreationObservation>
      // what the software refused by itself has no paper to follow
      return verbe === 'creerOrdonnance' && statut === 'refusee' && suitePapier ? { ...observation, statut: 'transmise' } : observation
    },
  }),
} satisfies Defect
