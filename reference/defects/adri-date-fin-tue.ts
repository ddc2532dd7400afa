import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-date-fin-tue',
  title: 'N’affiche pas la date de fin des droits',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-15', code: 'droitsStatut/absent' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: onDroits(({ dateFin: _lost, ...droits }) => droits) } }),
} satisfies Defect
