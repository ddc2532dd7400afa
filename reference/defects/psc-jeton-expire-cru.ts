import type { Defect } from './defect.js'

export default {
  name: 'psc-jeton-expire-cru',
  title: 'Ne regarde pas la fin de validité du jeton',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-12', code: 'pscJetonVerifie/accepte-expire' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, stops: (problem) => problem !== 'expire' } }),
} satisfies Defect
