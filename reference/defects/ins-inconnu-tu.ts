import type { RechercheObservation } from '../insi.js'
import type { Defect } from './defect.js'

export default {
  name: 'ins-inconnu-tu',
  title: 'Ne dit rien quand aucune identité ne correspond',
  profile: 'officine',
  teleservice: 'insi',
  expected: [{ requirement: 'Sentinelle.07', code: 'inconnuAnnonce/muet' }],
  behaviour: () => ({
    show: (verbe, observation) => (verbe === 'rechercherIns' && (observation as RechercheObservation).statut === 'nonTrouvee' ? { ...observation, messages: [] } : observation),
  }),
} satisfies Defect
