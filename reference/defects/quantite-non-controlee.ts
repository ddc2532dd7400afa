import type { Defect } from './defect.js'

export default {
  name: 'quantite-non-controlee',
  title: 'Laisse délivrer plus que ce qui reste',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP1-18', code: 'delivranceAuDelaDuReste/transmise' },
    { requirement: 'PRE-EP1-15', code: 'executionReste/depassement' },
  ],
  behaviour: () => ({ objections: (found) => found.filter(({ regle }) => regle !== 'quantiteDepassee') }),
} satisfies Defect
