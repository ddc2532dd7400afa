import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'indu-facture-tue',
  title: 'Annonce un indu sans dire sa facture',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-20', code: 'induAnnonce/facture' }],
  behaviour: facturation(() => ({ annonceRetenue: ({ facture = '' }, messages) => messages.map((one) => ({ ...one, texte: one.texte.replaceAll(facture, '') })) })),
} satisfies Defect
