import type { Defect } from './defect.js'

export default {
  name: 'execution-repart-a-l-arl',
  title: 'Transmet encore l’exécution à chaque ARL positif, alors qu’elle est déjà partie',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V2'],
  expected: [{ requirement: 'PRE-EP1-14', code: 'executionUnique/deja-vu' }],
  behaviour: () => ({ retransmits: (event) => event === 'arlPositif' }),
} satisfies Defect
