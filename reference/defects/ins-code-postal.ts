import type { Defect } from './defect.js'

export default {
  name: 'ins-code-postal',
  title: 'Transmet à INSi le code postal du lieu de naissance',
  profile: 'officine',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-06', code: 'lieuNaissanceCog/code-postal' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      lieuNaissance: ({ cog, codePostal }) => codePostal ?? cog,
    },
  }),
} satisfies Defect
