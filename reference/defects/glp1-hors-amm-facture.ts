import type { Defect } from './defect.js'

export default {
  name: 'glp1-hors-amm-facture',
  title: 'Déclare remboursé un médicament prescrit en dehors de son AMM',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-07', code: 'horsAmmNonFacture/rembourse' }],
  behaviour: (honest) => ({
    officine: {
      ...honest.officine,
      remboursement: (ligne, isReimbursed) => (ligne.produit?.atc?.startsWith('A10BJ') ? ligne : honest.officine.remboursement(ligne, isReimbursed)),
    },
  }),
} satisfies Defect
