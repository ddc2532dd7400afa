import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'arl-inconnu-range',
  title: 'Range l’ARL d’un lot inconnu dans le lot qui attend le sien',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-14', code: 'lotInconnuSansEffet/inconnu' }, { requirement: 'PRE-ARL-10', code: 'lotInconnuAnnonce/muet' }],
  behaviour: facturation((honest) => ({ concerneLot: (accuse, lot) => honest.concerneLot(accuse, lot) || (lot.arl === undefined && accuse.nature === 'ARL' && accuse.lot > lot.numero) })),
} satisfies Defect
