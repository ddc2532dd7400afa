import type { Defect } from './defect.js'

export default {
  name: 'types-meles-transmis',
  title: 'Transmet des médicaments et des actes sur la même ordonnance',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-ACT-03', code: 'typesSepares/meles' }],
  behaviour: ({ prescription }) => ({ prescription: { ...prescription, objections: (found) => found.filter(({ regle }) => regle !== 'typesMeles') } }),
} satisfies Defect
