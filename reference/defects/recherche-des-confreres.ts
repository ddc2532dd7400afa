import type { Defect } from './defect.js'

export default {
  name: 'recherche-des-confreres',
  title: 'Cherche les ordonnances de tous les prescripteurs',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP2-10', code: 'recherchePropre/absent' },
  ],
  behaviour: ({ recherche }) => ({ recherche: { ...recherche, prescripteur: () => undefined } }),
} satisfies Defect
