import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'lot-acquitte-a-l-envoi',
  title: 'Montre acquitté le lot qui vient de partir',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-25', code: 'etatsDesLots/different' }],
  behaviour: facturation(() => ({ montreLot: (lot) => (lot.etat === 'envoye' ? { ...lot, etat: 'acquitte' } : lot) })),
} satisfies Defect
