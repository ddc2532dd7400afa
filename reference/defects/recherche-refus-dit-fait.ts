import type { Defect } from './defect.js'

export default {
  name: 'recherche-refus-dit-fait',
  title: 'Montre comme aboutie, avec son message, une recherche refusée',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP2-09', code: 'rechercheRefusAnnonce/statut' },
    { requirement: 'PRE-EP2-11', code: 'rechercheSuccesFonde/usurpe' },
  ],
  behaviour: ({ recherche }) => ({ recherche: { ...recherche, nonAboutie: (affichee) => (affichee.statut === 'refusee' ? { ...affichee, statut: 'affichee', total: 0, ordonnances: [] } : affichee) } }),
} satisfies Defect
