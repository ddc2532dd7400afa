import type { Defect } from './defect.js'

export default {
  name: 'psc-deconnexion-locale',
  title: 'Oublie la personne sans terminer sa session à Pro Santé Connect',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-15', code: 'pscDeconnexion/absent' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, ends: (what) => what === 'proxy' } }),
} satisfies Defect
