import { partAmo, type LigneFacturee } from '../vente.js'
import type { Defect } from './defect.js'

const alone = (ligne: LigneFacturee): LigneFacturee => {
  const { prixUnitaire: montant, taux } = ligne
  return { ...ligne, quantite: 1, montant, base: montant, amo: partAmo(montant, taux) }
}

export default {
  name: 'facture-quantite-un',
  title: 'Facture une boîte par ligne, quelle que soit la quantité',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-36', code: 'factureLignes/manquante' },
    { requirement: 'PRE-B2-36', code: 'factureLignes/inattendue' },
    { requirement: 'PRE-B2-37', code: 'factureMontants/different' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, lignes: (lignes) => lignes.map(alone) } }),
} satisfies Defect
