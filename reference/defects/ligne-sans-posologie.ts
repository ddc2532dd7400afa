import type { Defect } from './defect.js'

export default {
  name: 'ligne-sans-posologie',
  title: 'Transmet les lignes sans leur posologie',
  profile: 'prescripteur',
  expected: [{ requirement: 'A-COMPLETER', code: 'aCompleter/a-completer' }],
  behaviour: () => ({
    ordonnanceToSend: (ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.map(({ posologie: _dropped, ...ligne }) => ligne) }),
  }),
} satisfies Defect
