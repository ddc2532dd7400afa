import type { Defect } from './defect.js'
import { withoutMessages } from './screen-facturation.js'

export default {
  name: 'arl-absent-tu',
  title: 'Ne dit rien de l’ARL qui n’est pas venu',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-04', code: 'arlPerduAnnonce/muet' }],
  behaviour: () => ({ show: withoutMessages(({ texte }) => texte.includes('n’est pas venu')) }),
} satisfies Defect
