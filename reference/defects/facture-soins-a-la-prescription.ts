import type { Defect } from './defect.js'

export default {
  name: 'facture-soins-a-la-prescription',
  title: 'Date les soins du jour de l’ordonnance',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-39', code: 'factureDates/soins' },
    { requirement: 'PRE-B2-20', code: 'factureUnJour/dates-differentes' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map((ligne) => ({ ...ligne, date: ligne.produit?.dateOrdonnance ?? ligne.date })) }),
    },
  }),
} satisfies Defect
