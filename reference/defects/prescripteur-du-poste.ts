import type { Defect } from './defect.js'
import { shownOrdonnance } from './screen.js'

export default {
  name: 'prescripteur-du-poste',
  title: 'Affiche le professionnel du poste à la place du prescripteur',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP3-12', code: 'affichagePrescripteur/different' }],
  behaviour: () => ({ show: shownOrdonnance((ordonnance, { rpps, nom }) => ({ ...ordonnance, prescripteur: { rpps, nom } })) }),
} satisfies Defect
