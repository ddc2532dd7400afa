import type { Defect } from './defect.js'

export default {
  name: 'prescripteur-executant-inverses',
  title: 'Déclare le pharmacien comme prescripteur et le prescripteur comme exécutant',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP1-04', code: 'executant/different' },
    { requirement: 'PRE-EP1-05', code: 'executionPrescripteur/different' },
  ],
  behaviour: () => ({
    executionToSend: (execution) => ({
      ...execution,
      rppsPrescripteur: execution.executant.rpps,
      executant: { ...execution.executant, rpps: execution.rppsPrescripteur },
    }),
  }),
} satisfies Defect
