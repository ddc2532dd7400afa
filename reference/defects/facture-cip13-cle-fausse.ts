import type { ProduitEcrit } from '../b2.js'
import type { Defect } from './defect.js'

const miskeyed = (produit: ProduitEcrit): ProduitEcrit => ({ ...produit, code: `${produit.code.slice(0, 12)}${(Number(produit.code[12]) + 1) % 10}` })

export default {
  name: 'facture-cip13-cle-fausse',
  title: 'Recompose le code CIP13 avec une clé fausse',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-10', code: 'lotClesNumeros/cle' },
    { requirement: 'PRE-B2-36', code: 'factureLignes/inattendue' },
    { requirement: 'PRE-B2-36', code: 'factureLignes/manquante' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map(({ produit, ...ligne }) => ({ ...ligne, ...(produit ? { produit: miskeyed(produit) } : {}) })) }),
    },
  }),
} satisfies Defect
