import type { Defect } from './defect.js'

export default {
  name: 'adri-carte-un-seul',
  title: 'Ne propose que le porteur de la carte',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-40', code: 'carteAffichee/absent' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, carte: ({ beneficiaires, ...observation }) => ({ ...observation, ...(beneficiaires ? { beneficiaires: beneficiaires.slice(0, 1) } : {}) }) } }),
} satisfies Defect
