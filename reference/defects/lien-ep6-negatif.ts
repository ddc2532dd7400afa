import type { Defect } from './defect.js'

export default {
  name: 'lien-ep6-negatif',
  title: 'Déclare la facturation du lot que la caisse a refusé',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-EP6-05', code: 'facturationAuMoment/avant-arl' }],
  behaviour: (honest) => ({
    officine: {
      ...honest.officine,
      shouldBill: (event, situation) => (event === 'arlNegatif' && situation.modeTransmission === 'sequentiel') || honest.officine.shouldBill(event, situation),
    },
  }),
} satisfies Defect
