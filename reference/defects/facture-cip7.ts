import type { ProduitEcrit } from '../b2.js'
import type { Defect } from './defect.js'

const short = (produit: ProduitEcrit): ProduitEcrit => ({ ...produit, code: produit.code.slice(5, 12) })

export default {
  name: 'facture-cip7',
  title: 'Écrit le code du produit sur sept chiffres',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-36', code: 'factureLignes/manquante' },
    { requirement: 'PRE-B2-36', code: 'factureLignes/inattendue' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map(({ produit, ...ligne }) => ({ ...ligne, ...(produit ? { produit: short(produit) } : {}) })) }),
    },
  }),
} satisfies Defect
