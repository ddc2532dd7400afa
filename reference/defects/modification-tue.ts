import type { Defect } from './defect.js'

export default {
  name: 'modification-tue',
  title: 'Ne déclare pas les modifications que le pharmacien a faites',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-CTPPN-10', code: 'executionModification/absent' }],
  behaviour: () => ({ executionToSend: (execution) => ({ ...execution, lignes: execution.lignes.map(({ modification: _modification, ...ligne }) => ligne) }) }),
} satisfies Defect
