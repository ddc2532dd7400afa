import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'rejet-dit-en-traitement',
  title: 'Montre en traitement la facture que la caisse rejette',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-07', code: 'rejetMontre/different' }],
  behaviour: facturation(() => ({ montreFacture: (facture) => (facture.etat === 'rejetee' ? { ...facture, etat: 'enTraitement' } : facture) })),
} satisfies Defect
