import type { ProduitEcrit } from '../b2.js'
import type { Defect } from './defect.js'

const shortened = ({ ordonnance, ...produit }: ProduitEcrit): ProduitEcrit => ({ ...produit, ...(ordonnance === undefined ? {} : { ordonnance: ordonnance.slice(0, 15) }) })

export default {
  name: 'lien-ordonnance-tronquee',
  title: 'Tronque dans le lot l’identifiant de l’ordonnance numérique',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-29', code: 'lotOrdonnance/ordonnance' },
    { requirement: 'PRE-B2-43', code: 'factureOrdonnance/different' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map(({ produit, ...ligne }) => ({ ...ligne, ...(produit ? { produit: shortened(produit) } : {}) })) }),
    },
  }),
} satisfies Defect
