import type { Defect } from './defect.js'

export default {
  name: 'ins-ecarts-tus',
  title: 'Ne montre pas les écarts entre le dossier et INSi',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-17', code: 'ecartsMontres/absent' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      ecarts: () => [],
    },
  }),
} satisfies Defect
