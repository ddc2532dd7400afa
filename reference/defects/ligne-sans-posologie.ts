import type { Defect } from './defect.js'

export default {
  name: 'ligne-sans-posologie',
  title: 'Transmet les lignes sans leur posologie',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP4-07', code: 'lignesPosologie/absent' }],
  behaviour: () => ({
    ordonnanceToSend: (ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.map(({ posologie: _dropped, ...ligne }) => ligne) }),
  }),
} satisfies Defect
