import type { Defect } from './defect.js'

export default {
  name: 'psc-correlation-montree',
  title: 'Montre l’identifiant de corrélation à l’utilisateur',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-24', code: 'pscCorrelationTue/montre' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, proxyFailure: (texte, correlation) => `${texte} Incident ${correlation ?? ''}.` } }),
} satisfies Defect
