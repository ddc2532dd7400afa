import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'rejet-premier-motif',
  title: 'Ne garde que le premier motif d’un rejet',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-09', code: 'rejetMotif/code' }],
  behaviour: facturation(() => ({ montreFacture: (facture) => (facture.rejets ? { ...facture, rejets: facture.rejets.slice(0, 1) } : facture) })),
} satisfies Defect
