import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-index-incomplet',
  title: 'Oublie dans l’index le dernier de plusieurs documents',
  profile: 'officine',
  teleservice: 'scor',
  expected: [
    { requirement: 'PRE-SCOR-01', code: 'scorLisible/en-trop' },
    { requirement: 'PRE-SCOR-06', code: 'scorComplet/manquante' },
    { requirement: 'PRE-SCOR-06', code: 'scorComplet/incomplete' },
  ],
  behaviour: facturation(() => ({ indexScor: (index) => (index.pieces.length > 1 ? { ...index, pieces: index.pieces.slice(0, -1) } : index) })),
} satisfies Defect
