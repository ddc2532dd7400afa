import type { Defect } from './defect.js'

export default {
  name: 'adri-echec-muet',
  title: 'Ne dit pas qu’ADRi n’a pas répondu',
  profile: 'officine',
  teleservice: 'droits',
  expected: [
    { requirement: 'PRE-ADR-21', code: 'droitsEchecAnnonce/muet' },
    { requirement: 'PRE-ADR-23', code: 'droitsCodeMontre/absent' },
    { requirement: 'PRE-ADR-25', code: 'droitsAutreBeneficiaire/muet' },
  ],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: (observation, { issue }) => (issue === 'echec' ? { ...observation, messages: [] } : observation) } }),
} satisfies Defect
