import type { Defect } from './defect.js'

export default {
  name: 'lien-ep1-avant-arl',
  title: 'Transmet l’exécution dès la mise en lot, sans attendre l’ARL du lot parti',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-CTPPN-03', code: 'executionApresArl/avant-arl' },
    { requirement: 'PRE-CTPPN-03', code: 'executionRetenueAvantArl/transmise' },
    { requirement: 'PRE-CTPPN-06', code: 'executionRetenueArlNegatif/transmise' },
  ],
  behaviour: (honest) => ({ shouldTransmit: (event, situation) => (event === 'miseEnLot' && situation.modeTransmission === 'simultane') || honest.shouldTransmit(event, situation) }),
} satisfies Defect
