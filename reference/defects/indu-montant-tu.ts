import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'indu-montant-tu',
  title: 'Annonce un indu sans dire son montant',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-21', code: 'induMontant/montant' }],
  behaviour: facturation(() => ({ annonceRetenue: (_retenue, messages) => messages.map((one) => ({ ...one, texte: one.texte.replaceAll(/\d[\d  ]*,\d{2} €/g, 'voir le relevé') })) })),
} satisfies Defect
