import type { Defect } from './defect.js'
import { withExecutions } from './tableau.js'

export default {
  name: 'tableau-facture-a-tort',
  title: 'Dit facturée au tableau de bord toute exécution transmise',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TDB-03', code: 'tableauFacturation/different' }],
  behaviour: () => ({ show: withExecutions((rows) => rows.map((row) => ({ ...row, facturee: row.transmission === 'transmise' }))) }),
} satisfies Defect
