import type { Defect } from './defect.js'
import { withoutMessages } from './screen-facturation.js'

export default {
  name: 'arl-inconnu-tu',
  title: 'Écarte sans rien dire l’ARL d’un lot inconnu',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-10', code: 'lotInconnuAnnonce/muet' }],
  behaviour: () => ({ show: withoutMessages(({ texte }) => texte.includes('qui n’a pas été émis ici')) }),
} satisfies Defect
