import type { Defect } from './defect.js'

export default {
  name: 'historique-tu',
  title: 'Ne montre pas les exécutions que la base connaît',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-14', code: 'affichageExecutions/absente' }],
  behaviour: () => ({
    show(verbe, observation) {
      const { ordonnance } = observation as { ordonnance?: object }
      return verbe === 'consulterOrdonnance' && ordonnance ? { ...observation, ordonnance: { ...ordonnance, executions: [] } } : observation
    },
  }),
} satisfies Defect
