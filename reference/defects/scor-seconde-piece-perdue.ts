import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-seconde-piece-perdue',
  title: 'N’envoie que la première pièce de chaque facture',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-06', code: 'scorComplet/incomplete' }],
  behaviour: facturation(() => ({ piecesEnvoyees: (pieces, nature) => (nature === 'PIECES' ? pieces.slice(0, 1) : pieces) })),
} satisfies Defect
