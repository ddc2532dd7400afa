import type { Defect } from './defect.js'

export default {
  name: 'psc-emetteur-ignore',
  title: 'Croit un jeton d’un autre émetteur',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-12', code: 'pscJetonVerifie/accepte-emetteur' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, stops: (problem) => problem !== 'emetteur' } }),
} satisfies Defect
