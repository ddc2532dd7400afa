import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'reclamation-motif-fige',
  title: 'Donne le même motif à toutes les réclamations',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-13', code: 'reclamationNommee/different' }],
  behaviour: facturation(() => ({ indexScor: (index) => (index.nature === 'RECLAMATION' ? { ...index, motif: 'Réclamation' } : index) })),
} satisfies Defect
