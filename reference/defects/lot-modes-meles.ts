import type { Defect } from './defect.js'

export default {
  name: 'lot-modes-meles',
  title: 'Mêle les modes de facturation dans un même lot',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-42', code: 'factureMode/different' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, cleDeLot: (_facture, { adresse }) => adresse } }),
} satisfies Defect
