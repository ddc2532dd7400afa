import type { Defect } from './defect.js'

export default {
  name: 'ins-lot-resultats-decales',
  title: 'Rend les résultats d’un lot sous la référence d’à côté',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-36', code: 'lotMontre/resultat' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      results: (resultats) => resultats.map((ligne, rank) => ({ ...ligne, resultat: resultats[(rank + 1) % resultats.length]!.resultat })),
    },
  }),
} satisfies Defect
