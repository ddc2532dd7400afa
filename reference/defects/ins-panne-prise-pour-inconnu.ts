import type { Defect } from './defect.js'

export default {
  name: 'ins-panne-prise-pour-inconnu',
  title: 'Dit inconnue une personne qu’INSi n’a pas pu chercher',
  profile: 'officine',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-21', code: 'rechercheInsEchecAnnonce/statut' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      setback: (observation) => (observation.statut === 'enEchec' ? { ...observation, statut: 'nonTrouvee' } : observation),
    },
  }),
} satisfies Defect
