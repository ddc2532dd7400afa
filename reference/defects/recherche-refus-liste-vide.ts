import { NOTHING_FOUND } from '../recherche.js'
import type { Defect } from './defect.js'

export default {
  name: 'recherche-refus-liste-vide',
  title: 'Dit « aucune ordonnance » quand la recherche est refusée',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP2-09', code: 'rechercheRefusAnnonce/statut' },
    { requirement: 'PRE-EP2-09', code: 'rechercheRefusAnnonce/muet' },
    { requirement: 'PRE-EP2-11', code: 'rechercheSuccesFonde/usurpe' },
  ],
  behaviour: ({ recherche }) => ({ recherche: { ...recherche, nonAboutie: (affichee) => (affichee.statut === 'refusee' ? { statut: 'affichee', total: 0, ordonnances: [], messages: [NOTHING_FOUND] } : affichee) } }),
} satisfies Defect
