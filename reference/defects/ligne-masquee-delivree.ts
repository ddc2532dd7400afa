import type { Defect } from './defect.js'

export default {
  name: 'ligne-masquee-delivree',
  title: 'Délivre une ligne que l’ordonnance montrée n’a pas',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-13', code: 'ligneMasqueeNonDelivree/transmise' }],
  behaviour: () => ({ objections: (found) => found.filter(({ regle }) => regle !== 'ligneInconnue') }),
} satisfies Defect
