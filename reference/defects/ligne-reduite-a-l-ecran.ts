import type { Defect } from './defect.js'
import { shownLines } from './screen.js'

export default {
  name: 'ligne-reduite-a-l-ecran',
  title: 'Ne montre d’une ligne prescrite que le produit et les quantités',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP3-06', code: 'affichagePosologie/absent' },
    { requirement: 'PRE-OFF-16', code: 'affichageCondition/absent' },
    { requirement: 'PRE-OFF-17', code: 'affichageAccompagnement/absent' },
  ],
  behaviour: () => ({ show: shownLines(({ posologie: _posologie, condition: _condition, accompagnement: _accompagnement, ...ligne }) => ligne) }),
} satisfies Defect
