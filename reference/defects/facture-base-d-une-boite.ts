import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'facture-base-d-une-boite',
  title: 'Écrit le prix d’une boîte comme base de remboursement de toute la ligne',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-21', code: 'lotMontants/montant' }],
  behaviour: facturation(() => ({ factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map((ligne) => ({ ...ligne, base: ligne.prix })) }) })),
} satisfies Defect
