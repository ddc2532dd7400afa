import type { Defect } from './defect.js'

export default {
  name: 'lien-ep6-avant-arl',
  title: 'Déclare la facturation sans attendre l’ARL du lot parti',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-EP6-05', code: 'facturationAuMoment/avant-arl' }],
  behaviour: (honest) => ({
    officine: {
      ...honest.officine,
      shouldBill: (event, { modeTransmission }) => modeTransmission === 'sequentiel' && (event === 'miseEnLot' || event === 'arlPositif'),
    },
  }),
} satisfies Defect
