import type { Defect } from './defect.js'

export default {
  name: 'facture-date-d-ordonnance-des-soins',
  title: 'Date l’ordonnance du jour des soins',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-39', code: 'factureDates/prescription' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map(({ produit, ...ligne }) => ({ ...ligne, ...(produit ? { produit: { ...produit, dateOrdonnance: ligne.date } } : {}) })) }),
    },
  }),
} satisfies Defect
