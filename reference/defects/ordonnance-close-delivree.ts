import type { Defect } from './defect.js'

export default {
  name: 'ordonnance-close-delivree',
  title: 'Laisse délivrer une ordonnance déjà exécutée',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP1-17', code: 'delivranceOrdonnanceClose/transmise' },
    { requirement: 'PRE-EP1-15', code: 'executionReste/depassement' },
  ],
  behaviour: () => ({ objections: (found) => found.filter(({ regle }) => regle !== 'nonActive') }),
} satisfies Defect
