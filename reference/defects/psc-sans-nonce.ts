import type { Defect } from './defect.js'

export default {
  name: 'psc-sans-nonce',
  title: 'N’envoie pas de nonce dans la demande d’autorisation',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-02', code: 'pscEtatNonce/nonce-absent' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, authorisation: ({ nonce: _dropped, ...parameters }) => parameters } }),
} satisfies Defect
