import type { Defect } from './defect.js'

export default {
  name: 'psc-signature-ignoree',
  title: 'Croit un jeton dont la signature est fausse',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-12', code: 'pscJetonVerifie/accepte-signature' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, stops: (problem) => problem !== 'signature' } }),
} satisfies Defect
