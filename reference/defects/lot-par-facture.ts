import type { Defect } from './defect.js'

export default {
  name: 'lot-par-facture',
  title: 'Fait un lot par facture',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-47', code: 'lotParDestination/plusieurs' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, cleDeLot: ({ numero }) => numero } }),
} satisfies Defect
