import type { Defect } from './defect.js'

export default {
  name: 'ins-lot-sans-limite',
  title: 'Dépose toutes les identités dans un seul lot',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-33', code: 'lotTaille/taille' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      batches: (identites) => [[...identites]],
    },
  }),
} satisfies Defect
