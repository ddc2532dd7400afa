import type { Defect } from './defect.js'

export default {
  name: 'facture-arrondi-inferieur',
  title: 'Arrondit toujours la part de l’assurance maladie au centime inférieur',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-37', code: 'factureMontants/different' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, arrondi: (base, taux) => Math.floor((base * taux) / 100) } }),
} satisfies Defect
