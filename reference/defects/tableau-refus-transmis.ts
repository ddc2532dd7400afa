import type { Defect } from './defect.js'
import { withExecutions } from './tableau.js'

export default {
  name: 'tableau-refus-transmis',
  title: 'Montre au tableau de bord comme transmise une exécution refusée',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TDB-02', code: 'tableauTransmission/different' }],
  behaviour: () => ({ show: withExecutions((rows) => rows.map((row) => (row.transmission === 'refusee' ? { ...row, transmission: 'transmise' } : row))) }),
} satisfies Defect
