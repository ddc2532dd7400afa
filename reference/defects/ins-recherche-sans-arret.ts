import type { Defect } from './defect.js'

export default {
  name: 'ins-recherche-sans-arret',
  title: 'Continue à rechercher l’INS après l’avoir trouvée',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-07', code: 'suitePrenoms/apres-trouvee' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      stopsWhenFound: () => false,
    },
  }),
} satisfies Defect
