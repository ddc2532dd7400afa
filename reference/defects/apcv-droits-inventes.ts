import type { Defect } from './defect.js'

export default {
  name: 'apcv-droits-inventes',
  title: 'Affiche des droits comme s’ils venaient de l’application',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-12', code: 'apcvSansDroits/inventes' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, droits: () => 'Droits ouverts' } }),
} satisfies Defect
