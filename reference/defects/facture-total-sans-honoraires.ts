import type { Defect } from './defect.js'

export default {
  name: 'facture-total-sans-honoraires',
  title: 'Oublie les honoraires dans le total de la facture',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-07', code: 'lotTotauxFactures/total' },
    { requirement: 'PRE-B2-08', code: 'lotTotaux/total' },
    { requirement: 'PRE-B2-45', code: 'factureMontree/different' },
    { requirement: 'PRE-NOE-16', code: 'montantFactureMontre/different' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      totaux: (lignes) => facturation.totaux(lignes.filter(({ codeActe }) => !codeActe.startsWith('H'))),
    },
  }),
} satisfies Defect
