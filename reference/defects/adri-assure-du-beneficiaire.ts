import type { Defect } from './defect.js'

export default {
  name: 'adri-assure-du-beneficiaire',
  title: 'Prend le NIR du bénéficiaire pour celui de l’assuré',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-06', code: 'droitsAssure/different' }],
  behaviour: (honest) => ({
    droits: {
      ...honest.droits,
      demande: (demande, { identite }) => ({ ...demande, assure: identite.beneficiaire.nir ?? demande.assure }),
      couverture: (couverture) => ({ ...couverture, assure: couverture.beneficiaire.nir ?? couverture.assure }),
    },
  }),
} satisfies Defect
