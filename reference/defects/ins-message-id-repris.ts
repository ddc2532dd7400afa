import type { Defect } from './defect.js'

export default {
  name: 'ins-message-id-repris',
  title: 'Reprend l’identifiant du message d’avant quand la recherche est demandée à nouveau après un échec',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-TLSI-05', code: 'rejeu/deja-vu' }],
  behaviour(honest) {
    let last: string | undefined
    let failed = false
    return {
      messageId() {
        if (!failed || last === undefined) last = honest.messageId()
        return last
      },
      understand(reply) {
        failed = reply.issue === 'echec'
        return reply
      },
    }
  },
} satisfies Defect
