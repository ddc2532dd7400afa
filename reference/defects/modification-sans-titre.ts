import type { Defect } from './defect.js'

export default {
  name: 'modification-sans-titre',
  title: 'Transmet une modification que rien n’autorise',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-10', code: 'modificationSansTitre/transmise' }],
  behaviour: () => ({ objections: (found) => found.filter(({ regle }) => regle !== 'modificationSansTitre') }),
} satisfies Defect
