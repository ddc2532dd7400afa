import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'arl-negatif-sans-effet',
  title: 'Montre toujours envoyée la facture d’un lot refusé',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-11', code: 'arlNegatifFactures/different' }],
  behaviour: facturation(() => ({ montreFacture: (facture) => (facture.etat === 'rejetTechnique' ? { ...facture, etat: 'envoyee' } : facture) })),
} satisfies Defect
