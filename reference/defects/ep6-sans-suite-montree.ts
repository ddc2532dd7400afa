import type { Message } from '../model.js'
import type { Defect } from './defect.js'

const SILENT: readonly string[] = ['teletransmettre', 'releverRetours']

export default {
  name: 'ep6-sans-suite-montree',
  title: 'Ne dit rien quand la facturation est refusée ou ne part pas',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [
    { requirement: 'PRE-EP6-09', code: 'facturationRefusAnnonce/muet' },
    { requirement: 'PRE-EP6-10', code: 'facturationEchecAnnonce/muet' },
  ],
  behaviour: () => ({
    show(verbe, observation) {
      const { messages = [] } = observation as { messages?: Message[] }
      return SILENT.includes(verbe) ? { ...observation, messages: messages.filter(({ niveau }) => niveau === 'information') } : observation
    },
  }),
} satisfies Defect
