import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-format-admis',
  title: 'Accepte un document d’un autre format que celui qu’il annonce',
  profile: 'officine',
  teleservice: 'scor',
  expected: [
    { requirement: 'PRE-SCOR-11', code: 'pieceControlee/different' },
    { requirement: 'PRE-SCOR-11', code: 'pieceControlee/muet' },
    { requirement: 'PRE-SCOR-02', code: 'scorFormat/format' },
  ],
  behaviour: facturation(() => ({ problemesPiece: (found) => found.filter(({ texte }) => !/annoncé|ce n’est ni/.test(texte)) })),
} satisfies Defect
