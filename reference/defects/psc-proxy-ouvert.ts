import type { Defect } from './defect.js'

export default {
  name: 'psc-proxy-ouvert',
  title: 'Laisse ouverte la session du proxy e-Santé',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-18', code: 'pscDeconnexionProxy/absent' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, ends: (what) => what === 'connexion' } }),
} satisfies Defect
