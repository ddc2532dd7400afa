import type { Defect } from './defect.js'

export default {
  name: 'saisie-corrigee',
  title: 'Corrige en silence les lettres saisies pour des chiffres',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-20', code: 'saisieNonSubstituee/substitue' }],
  behaviour: (honest) => ({ readTyped: (typed) => honest.readTyped(typed).replaceAll('O', '0').replaceAll('I', '1') }),
} satisfies Defect
