import type { Defect } from './defect.js'
import { shownOrdonnance } from './screen.js'

export default {
  name: 'lignes-sans-posologie-cachees',
  title: 'Cache à l’écran les lignes prescrites sans posologie',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP3-05', code: 'affichageLignes/absent' }],
  behaviour: () => ({ show: shownOrdonnance((ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.filter(({ posologie }) => posologie !== undefined) })) }),
} satisfies Defect
