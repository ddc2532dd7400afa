import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'reclamation-sans-piece',
  title: 'Envoie la réclamation sans la pièce jointe',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-12', code: 'reclamationPiece/sans-piece' }],
  behaviour: facturation(() => ({ piecesEnvoyees: (pieces, nature) => (nature === 'RECLAMATION' ? [] : pieces) })),
} satisfies Defect
