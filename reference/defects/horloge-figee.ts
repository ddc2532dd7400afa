import type { Defect } from './defect.js'

const ONE_DAY = 24 * 60 * 60 * 1000

export default {
  name: 'horloge-figee',
  title: 'Écrit dans ContexteLPS une date figée à la veille de l’ouverture de la session',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-TLSI-20', code: 'contexteLpsTemps/perime' }],
  behaviour: () => ({ contexteLpsTemps: (_now, openedAt) => new Date(openedAt.getTime() - ONE_DAY) }),
} satisfies Defect
