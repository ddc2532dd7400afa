import type { Defect } from './defect.js'
import { shownLines } from './screen.js'

export default {
  name: 'quantite-totale-affichee',
  title: 'Affiche comme quantité à délivrer celle de tous les renouvellements',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP3-07', code: 'affichageQuantite/different' }],
  behaviour: () => ({ show: shownLines((ligne) => ({ ...ligne, quantite: ligne.reste })) }),
} satisfies Defect
