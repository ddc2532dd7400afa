import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-facture-etrangere',
  title: 'Nomme dans l’index une facture d’un autre lot',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-05', code: 'scorLot/hors-lot' }],
  behaviour: facturation(() => ({ indexScor: (index) => (index.nature === 'PIECES' ? { ...index, factures: [...index.factures, '999999999'] } : index) })),
} satisfies Defect
