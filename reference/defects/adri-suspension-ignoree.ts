import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-suspension-ignoree',
  title: 'N’affiche pas la suspension d’une prestation',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-32', code: 'droitsSuspension/absente' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: onDroits((droits) => ({ ...droits, suspensions: [] })) } }),
} satisfies Defect
