import type { Defect } from './defect.js'

export default {
  name: 'ins-lieu-non-demande',
  title: 'Dit inconnue une personne dont INSi trouve plusieurs homonymes',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'Sentinelle.05', code: 'lieuDemande/non-demande' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      several: ({ messages }) => ({ statut: 'nonTrouvee', messages }),
    },
  }),
} satisfies Defect
