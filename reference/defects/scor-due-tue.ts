import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-due-tue',
  title: 'Ne montre pas qu’une pièce est due',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-08', code: 'scorSuivi/different' }],
  behaviour: facturation(() => ({ montreFacture: (facture) => (facture.scor === 'due' ? { ...facture, scor: 'nonDue' } : facture) })),
} satisfies Defect
