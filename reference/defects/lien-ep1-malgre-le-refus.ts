import type { Defect } from './defect.js'

export default {
  name: 'lien-ep1-malgre-le-refus',
  title: 'Transmet l’exécution alors que la caisse a refusé le lot',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-CTPPN-06', code: 'executionRetenueArlNegatif/transmise' },
    { requirement: 'PRE-CTPPN-03', code: 'executionApresArl/avant-arl' },
  ],
  behaviour: (honest) => ({ shouldTransmit: (event, situation) => (event === 'arlNegatif' && situation.modeTransmission === 'simultane') || honest.shouldTransmit(event, situation) }),
} satisfies Defect
