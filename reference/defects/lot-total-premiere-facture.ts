import type { Defect } from './defect.js'

export default {
  name: 'lot-total-premiere-facture',
  title: 'Écrit le montant de la première facture comme total du lot',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-08', code: 'lotTotaux/total' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, lotEcrit: (lot) => ({ ...lot, total: lot.factures[0]!.total }) } }),
} satisfies Defect
