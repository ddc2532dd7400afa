import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-piece-superflue',
  title: 'Envoie la pièce d’une ordonnance numérique que le téléservice a facturée',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-07', code: 'scorInutile/inutile' }, { requirement: 'PRE-SCOR-08', code: 'scorSuivi/different' }],
  behaviour: facturation(() => ({ piecesDues: (_session, { mode }) => mode === 'degrade' })),
} satisfies Defect
