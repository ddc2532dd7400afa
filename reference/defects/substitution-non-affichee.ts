import type { Defect } from './defect.js'
import { shownLines } from './screen.js'

export default {
  name: 'substitution-non-affichee',
  title: 'N’affiche pas l’interdiction de substituer',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP3-09', code: 'affichageSubstitution/absent' }],
  behaviour: () => ({ show: shownLines(({ substitution: _hidden, ...ligne }) => ligne) }),
} satisfies Defect
