import type { Defect } from './defect.js'

export default {
  name: 'ep6-avant-arl',
  title: 'Transmet la facturation dès la mise en lot, sans attendre l’ARL du lot',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP6-05', code: 'facturationAuMoment/avant-arl' }],
  behaviour: (honest) => ({ officine: { ...honest.officine, shouldBill: (event, { modeTransmission }) => modeTransmission === 'sequentiel' && (event === 'miseEnLot' || event === 'arlPositif') } }),
} satisfies Defect
