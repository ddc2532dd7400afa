import type { ProduitEcrit } from '../b2.js'
import type { Defect } from './defect.js'

const without = ({ ordonnance: _lost, ...produit }: ProduitEcrit): ProduitEcrit => produit

export default {
  name: 'lien-ordonnance-perdue',
  title: 'N’écrit pas dans le lot l’identifiant de l’ordonnance numérique',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-43', code: 'factureOrdonnance/absent' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map(({ produit, ...ligne }) => ({ ...ligne, ...(produit ? { produit: without(produit) } : {}) })) }),
    },
  }),
} satisfies Defect
