import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'premier-retour-seul',
  title: 'En reste au premier retour de paiement d’une facture',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-05', code: 'etatsMontres/different' }, { requirement: 'PRE-NOE-14', code: 'montantPayeMontre/different' }],
  behaviour: facturation((honest) => ({ situationReglee: (paiements) => honest.situationReglee(paiements.slice(0, 1)) })),
} satisfies Defect
