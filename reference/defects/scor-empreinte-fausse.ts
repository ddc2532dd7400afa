import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-empreinte-fausse',
  title: 'Écrit dans l’index l’empreinte d’un autre document',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-01', code: 'scorLisible/alteree' }],
  behaviour: facturation(() => ({ indexScor: (index) => ({ ...index, pieces: index.pieces.map((piece) => ({ ...piece, empreinte: '0'.repeat(64) })) }) })),
} satisfies Defect
