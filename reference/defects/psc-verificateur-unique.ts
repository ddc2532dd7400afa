import type { Defect } from './defect.js'

export default {
  name: 'psc-verificateur-unique',
  title: 'Emploie le même vérificateur PKCE à chaque authentification',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-01', code: 'pscPkce/rejoue' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, fresh: (purpose) => (purpose === 'verifier' ? 'un-verificateur-ecrit-dans-le-logiciel-une-fois-pour-toutes' : psc.fresh(purpose)) } }),
} satisfies Defect
