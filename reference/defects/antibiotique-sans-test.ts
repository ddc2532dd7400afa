import type { Defect } from './defect.js'

export default {
  name: 'antibiotique-sans-test',
  title: 'Délivre l’antibiotique à dispensation conditionnelle sans test positif',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-11', code: 'antibiotiqueSansTest/transmise' }],
  behaviour: () => ({ objections: (found) => found.filter(({ regle }) => regle !== 'testManquant') }),
} satisfies Defect
