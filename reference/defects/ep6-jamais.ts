import type { Defect } from './defect.js'

export default {
  name: 'ep6-jamais',
  title: 'Ne transmet jamais la facturation en mode séquentiel',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-CTPPN-07', code: 'facturationTransmise/aucun-echange' }],
  behaviour: (honest) => ({ officine: { ...honest.officine, shouldBill: () => false } }),
} satisfies Defect
