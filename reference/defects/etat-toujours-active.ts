import type { Defect } from './defect.js'
import { shownOrdonnance } from './screen.js'

export default {
  name: 'etat-toujours-active',
  title: 'Affiche toute ordonnance comme active',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP3-10', code: 'affichageEtat/different' }],
  behaviour: () => ({ show: shownOrdonnance((ordonnance) => ({ ...ordonnance, etat: 'active' })) }),
} satisfies Defect
