import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-piece-absente',
  title: 'Envoie l’index sans les pièces',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-06', code: 'scorComplet/manquante' }, { requirement: 'PRE-SCOR-08', code: 'scorSuivi/different' }],
  behaviour: facturation(() => ({ piecesEnvoyees: (pieces, nature) => (nature === 'PIECES' ? [] : pieces) })),
} satisfies Defect
