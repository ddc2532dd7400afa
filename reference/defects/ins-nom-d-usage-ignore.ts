import type { Defect } from './defect.js'

export default {
  name: 'ins-nom-d-usage-ignore',
  title: 'N’essaie pas le nom d’usage de la carte quand personne n’est trouvé',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-08', code: 'nomUsageEssaye/non-essaye' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      cardNames: ({ nomFamille }) => [nomFamille],
    },
  }),
} satisfies Defect
