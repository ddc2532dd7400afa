import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-exoneration-perdue',
  title: 'N’affiche que la première exonération',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-16', code: 'droitsExonerations/absent' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: onDroits((droits) => ({ ...droits, exonerations: droits.exonerations.slice(0, 1) })) } }),
} satisfies Defect
