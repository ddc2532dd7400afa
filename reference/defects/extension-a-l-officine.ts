import type { Defect } from './defect.js'
import { withExtension } from './extension.js'

export default {
  name: 'extension-a-l-officine',
  title: 'Ajoute à tous ses messages, sauf aux consultations, un élément que leur contrat ne connaît pas',
  profile: 'officine',
  expected: [
    { requirement: 'PRE-EP1-01', code: 'executionConforme/non-conforme' },
    { requirement: 'PRE-EP2-02', code: 'rechercheConforme/non-conforme' },
    { requirement: 'PRE-ADR-01', code: 'droitsConforme/non-conforme' },
    { requirement: 'PRE-INS-01', code: 'rechercheInsConforme/non-conforme' },
    { requirement: 'PRE-APCV-01', code: 'apcvConforme/non-conforme' },
    { requirement: 'PRE-ASAFO-03', code: 'asafoConforme/non-conforme' },
  ],
  // nothing would follow from a consultation that the téléservice refuses
  behaviour: () => ({ wire: (message) => (message.envelope.includes('ConsulterEPrescriptionReq') ? message : withExtension(message)) }),
} satisfies Defect
