import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-refus-dit-accepte',
  title: 'Montre acceptées les pièces refusées',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-08', code: 'scorSuivi/different' }],
  behaviour: facturation(() => ({ montreFacture: (facture) => (facture.scor === 'refusee' ? { ...facture, scor: 'acceptee' } : facture) })),
} satisfies Defect
