import type { Defect } from './defect.js'

export default {
  name: 'ins-accents-gardes',
  title: 'Laisse les accents et les ligatures dans les traits transmis à INSi',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-03', code: 'traitsEnCapitales/caractere' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      capitals: (text) => text.toUpperCase(),
    },
  }),
} satisfies Defect
