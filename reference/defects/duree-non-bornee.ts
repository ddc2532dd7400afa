import type { Defect } from './defect.js'

export default {
  name: 'duree-non-bornee',
  title: 'Laisse prescrire un produit d’ordonnance sécurisée au-delà de la durée permise',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-SEC-03', code: 'dureeLimitee/transmise' }],
  behaviour: ({ prescription }) => ({ prescription: { ...prescription, objections: (found) => found.filter(({ regle }) => regle !== 'dureeDepassee') } }),
} satisfies Defect
