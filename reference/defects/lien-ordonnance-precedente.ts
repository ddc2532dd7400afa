import type { ProduitEcrit } from '../b2.js'
import type { Defect } from './defect.js'

export default {
  name: 'lien-ordonnance-precedente',
  title: 'Écrit l’identifiant de la dernière ordonnance numérique dans les factures qui n’en ont pas',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-43', code: 'factureOrdonnance/inattendu' }],
  behaviour: ({ facturation }) => {
    let last: string | undefined
    const completed = (produit: ProduitEcrit): ProduitEcrit => {
      last = produit.ordonnance ?? last
      return { ...produit, ...(last === undefined ? {} : { ordonnance: last }) }
    }
    return {
      facturation: {
        ...facturation,
        factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map(({ produit, ...ligne }) => ({ ...ligne, ...(produit ? { produit: completed(produit) } : {}) })) }),
      },
    }
  },
} satisfies Defect
