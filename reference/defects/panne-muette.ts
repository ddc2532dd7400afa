import type { Defect } from './defect.js'

export default {
  name: 'panne-muette',
  title: 'N’affiche aucun message quand un appel échoue',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP1-21', code: 'executionEchecAnnonce/muet' },
    { requirement: 'PRE-EP3-14', code: 'consultationEchecAnnonce/muet' },
    { requirement: 'PRE-EP2-09', code: 'rechercheEchecAnnonce/muet' },
  ],
  behaviour: () => ({
    show: (_verbe, observation) => ((observation as { statut?: string }).statut === 'enEchec' ? { ...observation, messages: [] } : observation),
  }),
} satisfies Defect
