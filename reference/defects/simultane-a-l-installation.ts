import type { Defect } from './defect.js'

export default {
  name: 'simultane-a-l-installation',
  title: 'Est en mode simultané à l’installation, même avec le paquet V3',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-01', code: 'modeParDefaut/aucun-echange' }],
  behaviour: (honest) => ({ officine: { ...honest.officine, modeInstalle: () => 'simultane' } }),
} satisfies Defect
