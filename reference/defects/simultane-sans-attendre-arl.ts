import type { Defect } from './defect.js'

export default {
  name: 'simultane-sans-attendre-arl',
  title: 'Transmet l’exécution dès la mise en lot, sans attendre l’ARL positif',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V2'],
  expected: [
    { requirement: 'PRE-CTPPN-03', code: 'executionApresArl/avant-arl' },
    { requirement: 'PRE-CTPPN-03', code: 'executionRetenueAvantArl/transmise' },
    { requirement: 'PRE-CTPPN-06', code: 'executionRetenueArlNegatif/transmise' },
  ],
  behaviour: (honest) => ({
    shouldTransmit: (event, situation) =>
      (event === 'miseEnLot' && situation.modeTransmission === 'simultane') || honest.shouldTransmit(event, situation),
  }),
} satisfies Defect
