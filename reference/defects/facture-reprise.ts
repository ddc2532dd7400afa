import type { Defect } from './defect.js'

export default {
  name: 'facture-reprise',
  title: 'Reprend le numéro de la facture rejetée pour la nouvelle facture',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V2'],
  expected: [{ requirement: 'PRE-FAC-01', code: 'factureNumerotee/deja-vu' }],
  behaviour: () => ({ numeroFacture: (next, previous) => previous ?? next() }),
} satisfies Defect
