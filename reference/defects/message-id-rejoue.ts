import type { Defect } from './defect.js'

export default {
  name: 'message-id-rejoue',
  title: 'Réemploie le même MessageID à chaque appel de la session',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-TLSI-05', code: 'rejeu/deja-vu' }],
  behaviour(honest) {
    const messageId = honest.messageId()
    return { messageId: () => messageId }
  },
} satisfies Defect
