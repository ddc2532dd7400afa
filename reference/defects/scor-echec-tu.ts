import type { Defect } from './defect.js'

export default {
  name: 'scor-echec-tu',
  title: 'Dit envoyées les pièces que la messagerie a refusées',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-15', code: 'scorEchecDit/dite-envoyee' }, { requirement: 'PRE-SCOR-15', code: 'scorEchecDit/muet' }],
  behaviour: () => ({
    show: (verbe, observation) => (verbe === 'envoyerPieces' && (observation as { statut?: string }).statut === 'enEchec' ? { ...observation, statut: 'envoyees', messages: [] } : observation),
  }),
} satisfies Defect
