import type { Defect } from './defect.js'

export default {
  name: 'substitution-sans-motif',
  title: 'Substitue un produit sans déclarer le motif',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP1-11', code: 'executionSubstitution/absent' }],
  behaviour: () => ({
    objections: (found) => found.filter(({ regle }) => regle !== 'substitutionSansMotif'),
    executionToSend: (execution) => ({ ...execution, lignes: execution.lignes.map(({ substitution: _dropped, ...ligne }) => ligne) }),
  }),
} satisfies Defect
