import type { ExecutionConnue } from '../model.js'
import type { Defect } from './defect.js'

export default {
  name: 'executions-malgre-opposition',
  title: 'Montre encore, malgré l’opposition du patient, les exécutions reçues auparavant',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-LEX-03', code: 'lectureOpposition/montree' },
  ],
  behaviour({ lecture }) {
    const kept = new Map<string, ExecutionConnue[]>()
    return {
      lecture: {
        ...lecture,
        executions({ ordonnance: { identifiant }, historique }) {
          if (historique) kept.set(identifiant, historique)
          return kept.get(identifiant) ?? []
        },
      },
    }
  },
} satisfies Defect
