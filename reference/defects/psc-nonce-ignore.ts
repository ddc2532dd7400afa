import type { Defect } from './defect.js'

export default {
  name: 'psc-nonce-ignore',
  title: 'Ne compare pas le nonce du jeton',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-12', code: 'pscJetonVerifie/accepte-nonce' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, stops: (problem) => problem !== 'nonce' } }),
} satisfies Defect
