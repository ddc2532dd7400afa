import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-type-unique',
  title: 'Annonce tous les documents comme des JPEG',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-02', code: 'scorFormat/format' }],
  behaviour: facturation(() => ({ indexScor: (index) => ({ ...index, pieces: index.pieces.map((piece) => ({ ...piece, type: 'image/jpeg' })) }) })),
} satisfies Defect
