import type { Defect } from './defect.js'

export default {
  name: 'facture-nature-maladie',
  title: 'Facture toute vente sous la nature d’assurance maladie',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-41', code: 'factureDroits/different' },
    { requirement: 'PRE-B2-22', code: 'lotTaux/taux' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, factureEcrite: (ecrite) => ({ ...ecrite, natureAssurance: '10' }) } }),
} satisfies Defect
