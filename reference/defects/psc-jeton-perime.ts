import type { Defect } from './defect.js'

export default {
  name: 'psc-jeton-perime',
  title: 'Présente un jeton d’accès mort au retour à son poste',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-13', code: 'pscJetonsMorts/acces-perime' }, { requirement: 'PRE-PSC-14', code: 'pscRenouvellement/absent' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, comesBack: () => 'continuer' } }),
} satisfies Defect
