import { randomUUID } from 'node:crypto'
import type { Defect } from './defect.js'

export default {
  name: 'execution-declaree-deux-fois',
  title: 'Déclare deux fois la même délivrance, la seconde sous un nouvel identifiant d’exécution',
  profile: 'officine',
  expected: [{ requirement: 'PRE-EP1-14', code: 'executionUnique/en-double' }],
  behaviour: () => ({ declarations: (execution) => [execution, { ...execution, identifiant: randomUUID() }] }),
} satisfies Defect
