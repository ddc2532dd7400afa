import type { Defect } from './defect.js'
import { shownLines } from './screen.js'

export default {
  name: 'restes-de-la-prescription',
  title: 'Affiche comme reste la quantité prescrite, sans compter les délivrances',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP3-08', code: 'affichageRestes/different' }],
  behaviour: () => ({ show: shownLines((ligne) => ({ ...ligne, reste: ligne.quantite })) }),
} satisfies Defect
