import type { Defect } from './defect.js'
import { shownReturns } from './screen-facturation.js'

export default {
  name: 'arl-toujours-positif',
  title: 'Liste chaque ARL comme positif',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-01', code: 'arlSens/different' }],
  behaviour: () => ({ show: shownReturns((retour) => [retour.nature === 'ARL' ? { ...retour, sens: 'positif' } : retour]) }),
} satisfies Defect
