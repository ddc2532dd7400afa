import type { Message } from '../model.js'
import type { Defect } from './defect.js'

export default {
  name: 'code-du-service-cache',
  title: 'Montre le refus du téléservice sans son code',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP4-20', code: 'creationCodeMontre/absent' }],
  behaviour: () => ({
    show(_verbe, observation) {
      const { messages } = observation as { messages?: Message[] }
      return messages === undefined ? observation : { ...observation, messages: messages.map(({ code: _hidden, ...message }) => message) }
    },
  }),
} satisfies Defect
