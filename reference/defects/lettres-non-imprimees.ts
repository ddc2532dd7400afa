import type { Defect } from './defect.js'

export default {
  name: 'lettres-non-imprimees',
  title: 'N’imprime pas ce qui est écrit en toutes lettres',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-SEC-05', code: 'lettresImprimees/absent' }],
  behaviour: ({ prescription }) => ({ prescription: { ...prescription, textes: (textes) => textes.filter((texte) => !texte.startsWith('En toutes lettres')) } }),
} satisfies Defect
