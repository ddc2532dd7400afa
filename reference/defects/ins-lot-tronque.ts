import type { Defect } from './defect.js'

export default {
  name: 'ins-lot-tronque',
  title: 'Ne dépose que les cent premières identités d’un lot plus long',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-34', code: 'lotComplet/manquante' }],
  behaviour: ({ insi }) => ({ insi: { ...insi, batches: (identites) => insi.batches(identites).slice(0, 1) } }),
} satisfies Defect
