import type { CreationObservation } from '../prescripteur.js'
import type { Defect } from './defect.js'

export default {
  name: 'echec-dit-transmis',
  title: 'Dit l’ordonnance transmise dès qu’elle est partie, même sans réponse',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP4-19', code: 'creationSuccesFonde/usurpe' },
    { requirement: 'PRE-EP4-18', code: 'creationEchecAnnonce/statut' },
  ],
  behaviour: () => ({
    show(verbe, observation) {
      const { statut, suitePapier } = observation as Partial<CreationObservation>
      // what the software refused by itself has no paper to follow
      return verbe === 'creerOrdonnance' && statut === 'enEchec' && suitePapier ? { ...observation, statut: 'transmise' } : observation
    },
  }),
} satisfies Defect
