import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-c2s-perdue',
  title: 'N’affiche pas la complémentaire santé solidaire',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-17', code: 'droitsC2s/absent' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: onDroits(({ aide, ...droits }) => (aide?.nature === 'ame' ? { ...droits, aide } : droits)) } }),
} satisfies Defect
