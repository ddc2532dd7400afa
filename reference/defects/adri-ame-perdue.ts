import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-ame-perdue',
  title: 'N’affiche pas l’aide médicale de l’État',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-30', code: 'droitsAme/absent' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: onDroits(({ aide, ...droits }) => (aide === undefined || aide.nature === 'ame' ? droits : { ...droits, aide })) } }),
} satisfies Defect
