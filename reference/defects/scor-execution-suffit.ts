import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-execution-suffit',
  title: 'Ne réclame plus la pièce d’une ordonnance numérique dont la facturation n’est pas passée',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-08', code: 'scorSuivi/different' }],
  behaviour: facturation(() => ({ piecesDues: (_session, { mode, execution }) => mode === 'degrade' && execution === undefined })),
} satisfies Defect
