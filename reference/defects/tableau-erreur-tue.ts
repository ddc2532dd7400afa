import type { Defect } from './defect.js'
import { withExecutions } from './tableau.js'

export default {
  name: 'tableau-erreur-tue',
  title: 'Ne garde pas au tableau de bord l’erreur d’une exécution',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TDB-04', code: 'tableauErreur/absent' }],
  behaviour: () => ({ show: withExecutions((rows) => rows.map(({ derniereErreur: _lost, ...row }) => row)) }),
} satisfies Defect
