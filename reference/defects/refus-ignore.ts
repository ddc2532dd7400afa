import type { Defect } from './defect.js'

export default {
  name: 'refus-ignore',
  title: 'Montre comme réussi un appel que le téléservice a refusé',
  profile: 'officine',
  expected: [{ requirement: 'A-COMPLETER', code: 'aCompleter/a-completer' }],
  behaviour: () => ({ understand: (reply) => (reply.issue === 'refusee' ? { issue: 'acceptee', value: undefined } : reply) }),
} satisfies Defect
