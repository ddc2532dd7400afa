import type { Defect } from './defect.js'

export default {
  name: 'facture-taux-unique',
  title: 'Facture tout produit remboursable à 65 %',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-22', code: 'lotTaux/taux' },
    { requirement: 'PRE-B2-37', code: 'factureMontants/different' },
    { requirement: 'PRE-B2-23', code: 'lotExoneration/taux-exonere' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, taux: (ligne, vente) => Math.max(65, 0 * facturation.taux(ligne, vente)) } }),
} satisfies Defect
