import type { Defect } from './defect.js'

export default {
  name: 'execution-repart-a-la-facturation',
  title: 'Transmet encore l’exécution à la mise en lot, alors qu’elle est déjà partie',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP1-14', code: 'executionUnique/deja-vu' }],
  behaviour: () => ({ retransmits: (event) => event === 'miseEnLot' }),
} satisfies Defect
