import type { Defect } from './defect.js'

export default {
  name: 'apcv-detruit-reutilise',
  title: 'Garde le contexte qu’il vient de détruire',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-18', code: 'apcvContexteVivant/detruit' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, apresFin: (acte) => acte } }),
} satisfies Defect
