import type { Defect } from './defect.js'

export default {
  name: 'numero-saisi-brut',
  title: 'N’accepte le numéro saisi qu’à la lettre, sans espace ni minuscule',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP3-17', code: 'saisieReconnue/non-reconnue' }],
  behaviour: () => ({ readTyped: (typed) => typed }),
} satisfies Defect
