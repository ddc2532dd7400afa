import { randomUUID } from 'node:crypto'
import type { Defect } from './defect.js'

export default {
  name: 'installation-changeante',
  title: 'Tire une nouvelle identité d’installation à chaque appel',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-29', code: 'contexteLpsLogiciel/different' }],
  behaviour: () => ({ wire: (message) => ({ ...message, envelope: message.envelope.replace(/(<ctxlps:Instance>)[^<]+/, `$1${randomUUID()}`) }) }),
} satisfies Defect
