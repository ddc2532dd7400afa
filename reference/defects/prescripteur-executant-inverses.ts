import type { Defect } from './defect.js'

export default {
  name: 'prescripteur-executant-inverses',
  title: 'Déclare le pharmacien comme prescripteur et le prescripteur comme exécutant',
  profile: 'officine',
  expected: [{ requirement: 'A-COMPLETER', code: 'aCompleter/a-completer' }],
  behaviour: () => ({
    executionToSend: (execution) => ({
      ...execution,
      rppsPrescripteur: execution.executant.rpps,
      executant: { ...execution.executant, rpps: execution.rppsPrescripteur },
    }),
  }),
} satisfies Defect
