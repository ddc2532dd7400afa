import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-index-incomplet',
  title: 'Oublie dans l’index le dernier document joint',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-01', code: 'scorLisible/en-trop' }],
  behaviour: facturation(() => ({ indexScor: (index) => (index.nature === 'PIECES' ? { ...index, pieces: index.pieces.slice(0, -1) } : index) })),
} satisfies Defect
