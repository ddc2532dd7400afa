import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-resolution-admise',
  title: 'Accepte un document de résolution trop faible',
  profile: 'officine',
  teleservice: 'scor',
  expected: [
    { requirement: 'PRE-SCOR-11', code: 'pieceControlee/different' },
    { requirement: 'PRE-SCOR-11', code: 'pieceControlee/muet' },
    { requirement: 'PRE-SCOR-03', code: 'scorResolution/resolution' },
  ],
  behaviour: facturation(() => ({ problemesPiece: (found) => found.filter(({ texte }) => !/\d points par pouce/.test(texte)) })),
} satisfies Defect
