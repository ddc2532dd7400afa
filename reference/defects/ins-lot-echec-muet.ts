import type { DepotObservation, ReleveObservation } from '../insi-lot.js'
import type { Defect } from './defect.js'

export default {
  name: 'ins-lot-echec-muet',
  title: 'Ne dit pas qu’un lot d’identités n’a pas pu être déposé ou relevé',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-38', code: 'verificationEchecAnnonce/muet' }],
  behaviour: () => ({
    show(verbe, observation) {
      const { statut } = observation as DepotObservation | ReleveObservation
      const isSetback = (verbe === 'deposerLotIns' || verbe === 'releverLotIns') && (statut === 'refusee' || statut === 'enEchec')
      return isSetback ? { ...observation, messages: [] } : observation
    },
  }),
} satisfies Defect
