import type { Defect } from './defect.js'

export default {
  name: 'apcv-contexte-non-detruit',
  title: 'Ne détruit pas le contexte à la fin de l’acte',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-20', code: 'apcvDetruite/aucun-echange' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, detruit: () => false } }),
} satisfies Defect
