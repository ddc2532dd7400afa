import type { Defect } from './defect.js'
import { withoutMessages } from './screen-facturation.js'

export default {
  name: 'scor-refus-tu',
  title: 'N’avertit pas du refus des pièces',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-10', code: 'scorRefusDit/muet' }],
  behaviour: () => ({ show: withoutMessages(({ texte }) => /^Pièces du lot \d+ refusées/.test(texte)) }),
} satisfies Defect
