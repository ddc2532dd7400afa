import type { Defect } from './defect.js'

export default {
  name: 'delivrance-de-plus-d-un-an',
  title: 'Facture une délivrance de plus d’un an',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-FSE-13', code: 'tropAncienneArretee/facturee' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      refus: (found, mode, vente) => facturation.refus(found, mode, vente).filter(({ regle }) => !(regle === 'horsDelai')),
    },
  }),
} satisfies Defect
