import type { Defect } from './defect.js'

export default {
  name: 'apcv-beneficiaires-tus',
  title: 'Ne montre que le titulaire du téléphone',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-08', code: 'apcvBeneficiaires/absent' }],
  behaviour: () => ({ show: (_verbe, observation) => ('beneficiaires' in observation ? { ...observation, beneficiaires: [] } : observation) }),
} satisfies Defect
