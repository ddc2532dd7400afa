import type { Defect } from './defect.js'

export default {
  name: 'apcv-expire-reutilise',
  title: 'Signe encore avec un contexte expiré',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-18', code: 'apcvContexteVivant/expire' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, estVivant: () => true } }),
} satisfies Defect
