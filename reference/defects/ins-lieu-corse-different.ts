import type { Defect } from './defect.js'

export default {
  name: 'ins-lieu-corse-different',
  title: 'Prend les deux codes d’un même lieu corse pour deux lieux',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-24', code: 'lieuCorse/faux-ecart' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      lieuCompare: (code) => code,
    },
  }),
} satisfies Defect
