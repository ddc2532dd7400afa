import type { RechercheObservation } from '../insi.js'
import type { Defect } from './defect.js'

export default {
  name: 'ins-saisie-muette',
  title: 'Ne cherche pas l’INS d’une saisie incomplète, et ne dit pas pourquoi',
  profile: 'officine',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-02', code: 'saisieIncompleteDite/muette' }],
  behaviour: () => ({
    show: (verbe, observation) => (verbe === 'rechercherIns' && (observation as RechercheObservation).statut === 'incomplete' ? { ...observation, messages: [] } : observation),
  }),
} satisfies Defect
