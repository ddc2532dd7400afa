import { randomUUID } from 'node:crypto'
import type { Defect } from './defect.js'

export default {
  name: 'lien-ep1-deux-fois',
  title: 'Déclare deux fois la délivrance dont le lot est accepté',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-EP1-14', code: 'executionUnique/en-double' }],
  behaviour: () => ({ declarations: (execution) => [execution, { ...execution, identifiant: randomUUID() }] }),
} satisfies Defect
