import type { Defect } from './defect.js'
import { shownReturns } from './screen-facturation.js'

export default {
  name: 'arl-sens-tu',
  title: 'Liste les ARL sans dire leur sens',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-01', code: 'arlSens/absent' }],
  behaviour: () => ({ show: shownReturns(({ sens, ...retour }) => [sens === undefined || retour.nature === 'ARL' ? retour : { ...retour, sens }]) }),
} satisfies Defect
