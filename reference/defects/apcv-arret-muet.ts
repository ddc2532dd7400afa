import type { SignatureObservation } from '../apcv.js'
import type { Defect } from './defect.js'

export default {
  name: 'apcv-arret-muet',
  title: 'Ne dit pas pourquoi la facture ne peut pas être signée',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-26', code: 'apcvArretDit/muet' }],
  behaviour: () => ({
    show: (verbe, observation) => (verbe === 'signerApcv' && (observation as SignatureObservation).statut === 'refusee' ? { ...observation, messages: [] } : observation),
  }),
} satisfies Defect
