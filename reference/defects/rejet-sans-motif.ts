import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'rejet-sans-motif',
  title: 'Montre le rejet de la caisse sans son motif',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-09', code: 'rejetMotif/code' }, { requirement: 'PRE-NOE-12', code: 'suspensionMotivee/code' }],
  behaviour: facturation(() => ({ montreFacture: ({ rejets, ...facture }) => (facture.etat === 'rejetee' || !rejets ? facture : { ...facture, rejets }) })),
} satisfies Defect
