import type { Defect } from './defect.js'
import { withExecutions } from './tableau.js'

export default {
  name: 'tableau-echec-oublie',
  title: 'Oublie au tableau de bord une exécution qui n’a pas pu partir',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TDB-01', code: 'tableauComplet/oubliee' }],
  behaviour: () => ({ show: withExecutions((rows) => rows.filter(({ transmission }) => transmission !== 'enEchec')) }),
} satisfies Defect
