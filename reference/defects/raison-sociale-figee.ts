import type { Defect } from './defect.js'

export default {
  name: 'raison-sociale-figee',
  title: 'Déclare la raison sociale d’une autre officine sous le bon FINESS',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP1-04', code: 'executant/different' }],
  behaviour: () => ({
    executionToSend: ({ executant, ...execution }) => ({
      ...execution,
      executant: { ...executant, structure: { ...executant.structure, raisonSociale: 'PHARMACIE DE DEMONSTRATION' } },
    }),
  }),
} satisfies Defect
