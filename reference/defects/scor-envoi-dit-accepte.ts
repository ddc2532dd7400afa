import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-envoi-dit-accepte',
  title: 'Montre acceptées les pièces qui ne sont qu’envoyées',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-08', code: 'scorSuivi/different' }],
  behaviour: facturation(() => ({ montreFacture: (facture) => (facture.scor === 'envoyee' ? { ...facture, scor: 'acceptee' } : facture) })),
} satisfies Defect
