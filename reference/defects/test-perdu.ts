import type { Defect } from './defect.js'

export default {
  name: 'test-perdu',
  title: 'Ne déclare pas le test d’une dispensation conditionnelle',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-09', code: 'executionTest/absent' }],
  behaviour: () => ({ executionToSend: (execution) => ({ ...execution, lignes: execution.lignes.map(({ test: _test, ...ligne }) => ligne) }) }),
} satisfies Defect
