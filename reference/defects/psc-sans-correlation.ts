import type { Defect } from './defect.js'

export default {
  name: 'psc-sans-correlation',
  title: 'N’envoie pas d’identifiant de corrélation au proxy e-Santé',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-19', code: 'pscCorrelation/absent' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, correlation: () => undefined } }),
} satisfies Defect
