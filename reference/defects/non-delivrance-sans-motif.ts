import type { Defect } from './defect.js'

export default {
  name: 'non-delivrance-sans-motif',
  title: 'Déclare une ligne non délivrée sans en donner le motif',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP1-12', code: 'executionMotifNonDelivrance/absent' }],
  behaviour: () => ({
    objections: (found) => found.filter(({ regle }) => regle !== 'nonDelivranceSansMotif' && regle !== 'commentaireManquant'),
    executionToSend: (execution) => ({ ...execution, lignes: execution.lignes.map(({ motifNonDelivrance: _dropped, ...ligne }) => ligne) }),
  }),
} satisfies Defect
