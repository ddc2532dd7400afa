import type { Defect } from './defect.js'

export default {
  name: 'ins-titulaire-d-office',
  title: 'Recherche le titulaire de la carte quand personne n’y est choisi',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-09', code: 'carteRelue/sans-choix' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      defaultBeneficiaire: () => 1,
    },
  }),
} satisfies Defect
