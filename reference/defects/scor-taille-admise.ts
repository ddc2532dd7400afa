import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-taille-admise',
  title: 'Accepte un document trop lourd',
  profile: 'officine',
  teleservice: 'scor',
  expected: [
    { requirement: 'PRE-SCOR-11', code: 'pieceControlee/different' },
    { requirement: 'PRE-SCOR-11', code: 'pieceControlee/muet' },
    { requirement: 'PRE-SCOR-04', code: 'scorTaille/taille' },
  ],
  behaviour: facturation(() => ({ problemesPiece: (found) => found.filter(({ texte }) => !texte.includes('250 au plus')) })),
} satisfies Defect
