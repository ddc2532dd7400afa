import type { Defect } from './defect.js'

export default {
  name: 'adri-refus-pris-pour-panne',
  title: 'Annonce le refus d’ADRi comme une panne',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-22', code: 'droitsRefusAnnonce/statut' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: (observation, { issue }) => (issue === 'refusee' ? { ...observation, statut: 'enEchec' } : observation) } }),
} satisfies Defect
