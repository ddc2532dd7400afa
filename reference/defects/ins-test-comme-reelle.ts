import type { Defect } from './defect.js'

export default {
  name: 'ins-test-comme-reelle',
  title: 'Montre une INS de test comme une INS réelle',
  profile: 'officine',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-16', code: 'oidTestSignale/different' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      utilisable: () => true,
    },
  }),
} satisfies Defect
