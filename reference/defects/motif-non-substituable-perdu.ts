import type { Defect } from './defect.js'

export default {
  name: 'motif-non-substituable-perdu',
  title: 'Transmet « non substituable » sans son motif',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP4-09', code: 'lignesSubstitution/absent' }],
  behaviour: () => ({ ordonnanceToSend: (ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.map(({ motifNonSubstituable: _lost, ...ligne }) => ligne) }) }),
} satisfies Defect
