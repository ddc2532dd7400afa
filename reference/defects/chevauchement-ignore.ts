import type { Defect } from './defect.js'

export default {
  name: 'chevauchement-ignore',
  title: 'Délivre une ordonnance sécurisée qui en chevauche une autre',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-12', code: 'chevauchementArrete/transmise' }],
  behaviour: () => ({ objections: (found) => found.filter(({ regle }) => regle !== 'chevauchement') }),
} satisfies Defect
