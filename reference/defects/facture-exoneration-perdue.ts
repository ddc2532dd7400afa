import type { Defect } from './defect.js'

export default {
  name: 'facture-exoneration-perdue',
  title: 'Facture à 100 % sans dire l’exonération',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-22', code: 'lotTaux/taux' },
    { requirement: 'PRE-B2-41', code: 'factureDroits/different' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      factureEcrite: (ecrite) => ({ ...ecrite, exoneration: '0', lignes: ecrite.lignes.map((ligne) => ({ ...ligne, exoneration: '0' })) }),
    },
  }),
} satisfies Defect
