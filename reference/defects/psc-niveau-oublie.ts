import type { Defect } from './defect.js'

export default {
  name: 'psc-niveau-oublie',
  title: 'Oublie acr_values dans les demandes',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-04', code: 'pscNiveau/acr' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, authorisation: ({ acr_values: _dropped, ...parameters }) => parameters, ciba: ({ acr_values: _dropped, ...parameters }) => parameters } }),
} satisfies Defect
