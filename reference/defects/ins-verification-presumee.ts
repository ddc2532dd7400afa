import type { VerificationObservation } from '../insi-lot.js'
import type { Defect } from './defect.js'

export default {
  name: 'ins-verification-presumee',
  title: 'Tient pour concordante une identité que le téléservice n’a pas pu vérifier',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [
    { requirement: 'PRE-INS-38', code: 'verificationEchecAnnonce/statut' },
    { requirement: 'PRE-INS-38', code: 'verificationEchecAnnonce/muet' },
  ],
  behaviour: () => ({
    show(verbe, observation) {
      const { statut } = observation as VerificationObservation
      return verbe === 'verifierIns' && (statut === 'refusee' || statut === 'enEchec') ? { statut: 'concordante', messages: [] } : observation
    },
  }),
} satisfies Defect
