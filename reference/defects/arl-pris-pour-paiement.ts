import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'arl-pris-pour-paiement',
  title: 'Montre payées les factures d’un lot dont l’ARL est positif',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-09', code: 'arlPositifPasPaiement/payee' }, { requirement: 'PRE-NOE-19', code: 'retourDouble/double' }],
  behaviour: facturation((honest) => ({ situationAcquittee: (sens, raisons) => (sens === 'positif' ? { etat: 'payee', raisons: [] } : honest.situationAcquittee(sens, raisons)) })),
} satisfies Defect
