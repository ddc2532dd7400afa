import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-illisible-admis',
  title: 'Accepte un document qui ne s’ouvre pas',
  profile: 'officine',
  teleservice: 'scor',
  expected: [
    { requirement: 'PRE-SCOR-11', code: 'pieceControlee/different' },
    { requirement: 'PRE-SCOR-11', code: 'pieceControlee/muet' },
    { requirement: 'PRE-SCOR-02', code: 'scorFormat/illisible' },
  ],
  behaviour: facturation(() => ({ problemesPiece: (found) => found.filter(({ texte }) => !texte.includes('illisible')) })),
} satisfies Defect
