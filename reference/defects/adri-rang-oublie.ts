import type { Defect } from './defect.js'

export default {
  name: 'adri-rang-oublie',
  title: 'Demande toujours le rang de naissance 1',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-05', code: 'droitsRang/different' }],
  behaviour: (honest) => ({
    droits: {
      ...honest.droits,
      demande: (demande) => ({ ...demande, rang: 1 }),
      couverture: (couverture) => ({ ...couverture, beneficiaire: { ...couverture.beneficiaire, rang: 1 } }),
    },
  }),
} satisfies Defect
