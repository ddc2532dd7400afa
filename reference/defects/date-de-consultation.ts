import type { Defect } from './defect.js'

export default {
  name: 'date-de-consultation',
  title: 'Date l’exécution du moment de la première consultation',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP1-25', code: 'executionDate/ecart' }],
  behaviour() {
    let first: Date | undefined
    return {
      contexteLpsTemps(now) {
        first ??= now
        return now
      },
      executionToSend: (execution) => ({ ...execution, dateHeure: first?.toISOString() ?? execution.dateHeure }),
    }
  },
} satisfies Defect
