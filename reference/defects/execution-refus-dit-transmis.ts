import type { DelivranceObservation } from '../officine.js'
import type { Defect } from './defect.js'

export default {
  name: 'execution-refus-dit-transmis',
  title: 'Dit l’exécution transmise dès que le téléservice a répondu, même par un refus',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP1-22', code: 'executionSuccesFonde/usurpe' },
    { requirement: 'PRE-EP1-20', code: 'executionRefusAnnonce/statut' },
  ],
  behaviour: () => ({
    show(verbe, observation) {
      const { statut, execution } = observation as Partial<DelivranceObservation>
      // what the software refused by itself has no execution
      return verbe === 'delivrer' && statut === 'refusee' && execution !== undefined ? { ...observation, statut: 'transmise' } : observation
    },
  }),
} satisfies Defect
