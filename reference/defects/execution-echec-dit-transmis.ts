import type { DelivranceObservation } from '../officine.js'
import type { Defect } from './defect.js'

export default {
  name: 'execution-echec-dit-transmis',
  title: 'Dit l’exécution transmise dès qu’elle est partie, même sans réponse',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP1-22', code: 'executionSuccesFonde/usurpe' },
    { requirement: 'PRE-EP1-21', code: 'executionEchecAnnonce/statut' },
  ],
  behaviour: () => ({
    show(verbe, observation) {
      const { statut } = observation as Partial<DelivranceObservation>
      return verbe === 'delivrer' && statut === 'enEchec' ? { ...observation, statut: 'transmise' } : observation
    },
  }),
} satisfies Defect
