import type { Defect } from './defect.js'

export default {
  name: 'facture-produit-non-dit',
  title: 'N’écrit pas le détail des produits délivrés',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-28', code: 'lotProduits/produit-absent' },
    { requirement: 'PRE-B2-36', code: 'factureLignes/inattendue' },
    { requirement: 'PRE-B2-36', code: 'factureLignes/manquante' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map(({ produit: _lost, ...ligne }) => ligne) }),
    },
  }),
} satisfies Defect
