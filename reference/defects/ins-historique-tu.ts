import type { Defect } from './defect.js'

export default {
  name: 'ins-historique-tu',
  title: 'Ne montre pas les anciens numéros rendus par INSi',
  profile: 'officine',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-15', code: 'identiteHistorique/absent' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      understand: ({ actif, traits }) => ({ actif, traits }),
    },
  }),
} satisfies Defect
