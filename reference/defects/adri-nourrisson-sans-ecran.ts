import type { Defect } from './defect.js'

export default {
  name: 'adri-nourrisson-sans-ecran',
  title: 'N’affiche pas les droits d’un bénéficiaire sans NIR propre',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-12', code: 'droitsAffiches/non-affiches' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: ({ droits, ...observation }, { reponse }) => (reponse && !reponse.beneficiaire.nir ? { ...observation, statut: 'enEchec' } : { ...observation, ...(droits ? { droits } : {}) }) } }),
} satisfies Defect
