import type { Defect } from './defect.js'
import { withoutMessages } from './screen-facturation.js'

export default {
  name: 'arl-negatif-muet',
  title: 'N’avertit pas d’un ARL négatif',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-03', code: 'arlNegatifAnnonce/muet' }],
  behaviour: () => ({ show: withoutMessages(({ texte }) => /^Lot \d+ rejeté/.test(texte)) }),
} satisfies Defect
