import { randomUUID } from 'node:crypto'
import type { Defect } from './defect.js'

export default {
  name: 'execution-declaree-deux-fois',
  title: 'Déclare deux fois la même délivrance, la seconde sous un nouvel identifiant d’exécution',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  // Where the first sending failed, the second identifier is also that of an execution sent again under another name.
  expected: [
    { requirement: 'PRE-EP1-14', code: 'executionUnique/en-double' },
    { requirement: 'PRE-EP1-14', code: 'executionUnique/renommee' },
  ],
  behaviour: () => ({ declarations: (execution) => [execution, { ...execution, identifiant: randomUUID() }] }),
} satisfies Defect
