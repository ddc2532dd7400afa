import type { Defect } from './defect.js'

export default {
  name: 'lettres-perdues',
  title: 'Ne transmet pas ce qui est écrit en toutes lettres',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-SEC-02', code: 'toutesLettres/absent' }],
  behaviour: () => ({ ordonnanceToSend: (ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.map(({ enToutesLettres: _lost, ...ligne }) => ligne) }) }),
} satisfies Defect
