import type { Defect } from './defect.js'

export default {
  name: 'psc-silence-en-panne',
  title: 'Dit en panne un service auquel la personne n’a pas répondu',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-11', code: 'pscSilenceAnnonce/statut' }, { requirement: 'PRE-PSC-17', code: 'pscSessionFinie/statut' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, announce: (statut, messages) => ({ statut: statut === 'expiree' ? 'enEchec' : statut, messages }) } }),
} satisfies Defect
