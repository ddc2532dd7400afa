import type { Defect } from './defect.js'

export default {
  name: 'recherche-incomplete-tue',
  title: 'Ne dit pas qu’une liste d’ordonnances est incomplète, ni qu’elle est vide',
  profile: 'officine',
  expected: [
    { requirement: 'PRE-EP2-07', code: 'rechercheIncomplete/muet' },
    { requirement: 'PRE-EP2-08', code: 'rechercheVide/muet' },
  ],
  behaviour: ({ recherche }) => ({ recherche: { ...recherche, messages: () => [] } }),
} satisfies Defect
