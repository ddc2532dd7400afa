import { workingDaysAfter } from '../calendrier.js'
import { dernierJour } from '../regles-facturation.js'
import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'delai-un-jour-de-trop',
  title: 'Compte un jour ouvré de trop dans les délais de transmission',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-FSE-12', code: 'retardDit/muet' }],
  behaviour: facturation((honest) => ({ alerte: (numero, vente, jour) => (jour > workingDaysAfter(dernierJour(vente), 1) ? honest.alerte(numero, vente, jour) : undefined) })),
} satisfies Defect
