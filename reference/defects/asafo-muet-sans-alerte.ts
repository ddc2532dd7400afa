import type { Defect } from './defect.js'

export default {
  name: 'asafo-muet-sans-alerte',
  title: 'N’affiche rien quand ASAFO ne trouve rien',
  profile: 'officine',
  teleservice: 'asafo',
  expected: [{ requirement: 'PRE-ASAFO-06', code: 'asafoAucune/muet' }],
  behaviour: () => ({ show: (verbe, observation) => (verbe === 'rechercherAsafo' && 'statut' in observation && observation.statut === 'aucune' ? { ...observation, messages: [] } : observation) }),
} satisfies Defect
