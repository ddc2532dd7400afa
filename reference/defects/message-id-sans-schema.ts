import { randomUUID } from 'node:crypto'
import type { Defect } from './defect.js'

export default {
  name: 'message-id-sans-schema',
  title: 'Envoie un MessageID sans le préfixe uuid',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-TLSI-04', code: 'adressageMessageId/forme' }],
  behaviour: () => ({ messageId: () => randomUUID() }),
} satisfies Defect
