import type { Defect } from './defect.js'

export default {
  name: 'psc-panne-pour-refus',
  title: 'Dit refusée une authentification que le proxy n’a pas pu traiter',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-26', code: 'pscPanneAnnoncee/statut' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, announce: (statut, messages) => ({ statut: statut === 'enEchec' ? 'refusee' : statut, messages }) } }),
} satisfies Defect
