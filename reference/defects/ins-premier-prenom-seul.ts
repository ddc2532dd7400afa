import type { Defect } from './defect.js'

export default {
  name: 'ins-premier-prenom-seul',
  title: 'Ne recherche l’INS qu’avec le premier prénom',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-07', code: 'suitePrenoms/incomplete' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      sequence: (prenoms) => prenoms.slice(0, 1).map((prenom) => [prenom]),
    },
  }),
} satisfies Defect
