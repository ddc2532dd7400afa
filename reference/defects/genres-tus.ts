import type { Defect } from './defect.js'

export default {
  name: 'genres-tus',
  title: 'Ne montre pas que l’ordonnance est sécurisée ou d’exception',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-15', code: 'affichageGenres/absent' }],
  behaviour: () => ({
    show(verbe, observation) {
      const { ordonnance } = observation as { ordonnance?: object }
      return verbe === 'consulterOrdonnance' && ordonnance ? { ...observation, ordonnance: { ...ordonnance, genres: [] } } : observation
    },
  }),
} satisfies Defect
