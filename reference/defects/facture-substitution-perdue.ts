import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'facture-substitution-perdue',
  title: 'N’écrit aucun motif de substitution',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-36', code: 'factureLignes/substitution' }],
  behaviour: facturation(() => ({ factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map((ligne) => (ligne.produit ? { ...ligne, produit: { ...ligne.produit, substitution: '0' } } : ligne)) }) })),
} satisfies Defect
