import { partAmo, type LigneFacturee } from '../vente.js'
import type { Defect } from './defect.js'

const once = ({ quantite, prixUnitaire, taux, ...ligne }: LigneFacturee): LigneFacturee => {
  const montant = prixUnitaire * (quantite + 1)
  return { ...ligne, quantite: quantite + 1, prixUnitaire, taux, montant, base: montant, amo: partAmo(montant, taux) }
}

export default {
  name: 'honoraire-par-ligne',
  title: 'Facture un honoraire de plus que de boîtes',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-25', code: 'lotHonoraires/honoraire-en-trop' },
    { requirement: 'PRE-B2-36', code: 'factureLignes/inattendue' },
    { requirement: 'PRE-B2-36', code: 'factureLignes/manquante' },
    { requirement: 'PRE-B2-37', code: 'factureMontants/different' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      lignes: (lignes) => lignes.map((ligne) => (/^H[DG]\d$/.test(ligne.codeActe) ? once(ligne) : ligne)),
    },
  }),
} satisfies Defect
