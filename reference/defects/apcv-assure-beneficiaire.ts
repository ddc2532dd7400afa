import type { Defect } from './defect.js'

export default {
  name: 'apcv-assure-beneficiaire',
  title: 'Porte comme assuré le bénéficiaire des soins',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-23', code: 'apcvSignaturePersonne/assure' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, aSigner: (demande) => ({ ...demande, nirAssure: demande.nir ?? demande.nirAssure, cleAssure: demande.cle ?? demande.cleAssure }) } }),
} satisfies Defect
