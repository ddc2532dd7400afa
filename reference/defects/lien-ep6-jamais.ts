import type { Defect } from './defect.js'

export default {
  name: 'lien-ep6-jamais',
  title: 'Ne déclare aucune facturation à l’ARL du lot parti',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-CTPPN-07', code: 'facturationTransmise/aucun-echange' }],
  behaviour: (honest) => ({ officine: { ...honest.officine, shouldBill: () => false } }),
} satisfies Defect
