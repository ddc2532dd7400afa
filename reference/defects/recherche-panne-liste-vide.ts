import { NOTHING_FOUND } from '../recherche.js'
import type { Defect } from './defect.js'

export default {
  name: 'recherche-panne-liste-vide',
  title: 'Dit « aucune ordonnance » quand le téléservice est en panne',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP2-09', code: 'rechercheEchecAnnonce/statut' },
    { requirement: 'PRE-EP2-09', code: 'rechercheEchecAnnonce/muet' },
    { requirement: 'PRE-EP2-11', code: 'rechercheSuccesFonde/usurpe' },
  ],
  behaviour: ({ recherche }) => ({ recherche: { ...recherche, nonAboutie: (affichee) => (affichee.statut === 'enEchec' ? { statut: 'affichee', total: 0, ordonnances: [], messages: [NOTHING_FOUND] } : affichee) } }),
} satisfies Defect
