import type { Defect } from './defect.js'

export default {
  name: 'apcv-echec-muet',
  title: 'Ne dit pas que l’application n’a pas pu être lue faute de réseau',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-15', code: 'apcvEchecDit/muet' }],
  behaviour: () => ({ show: (verbe, observation) => (verbe === 'lireApcv' && 'statut' in observation && observation.statut === 'enEchec' ? { ...observation, messages: [] } : observation) }),
} satisfies Defect
