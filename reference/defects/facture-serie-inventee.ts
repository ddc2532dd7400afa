import type { Defect } from './defect.js'

export default {
  name: 'facture-serie-inventee',
  title: 'Transmet le code du produit comme numéro de série',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-44', code: 'factureSerie/different' },
    { requirement: 'PRE-B2-44', code: 'factureSerie/inattendu' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map(({ produit, ...ligne }) => ({ ...ligne, ...(produit ? { produit: { ...produit, serie: produit.code } } : {}) })) }),
    },
  }),
} satisfies Defect
