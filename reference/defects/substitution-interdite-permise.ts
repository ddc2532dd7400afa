import type { Defect } from './defect.js'

export default {
  name: 'substitution-interdite-permise',
  title: 'Laisse remplacer un produit non substituable',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP1-19', code: 'delivranceSubstitutionInterdite/transmise' }],
  behaviour: () => ({ objections: (found) => found.filter(({ regle }) => regle !== 'substitutionInterdite') }),
} satisfies Defect
