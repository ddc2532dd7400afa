import type { Defect } from './defect.js'

export default {
  name: 'psc-refus-pris-pour-panne',
  title: 'Dit en panne Pro Santé Connect quand la personne a refusé',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-10', code: 'pscRefusAnnonce/statut' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, announce: (statut, messages) => ({ statut: statut === 'refusee' ? 'enEchec' : statut, messages }) } }),
} satisfies Defect
