import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'arl-negatif-sans-motif',
  title: 'Montre la facture d’un lot refusé sans dire pourquoi',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-12', code: 'arlNegatifMotif/code' }],
  behaviour: facturation(() => ({ montreFacture: ({ rejets, ...facture }) => (facture.etat === 'rejetTechnique' || !rejets ? facture : { ...facture, rejets }) })),
} satisfies Defect
