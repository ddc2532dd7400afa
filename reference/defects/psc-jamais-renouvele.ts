import type { Defect } from './defect.js'

export default {
  name: 'psc-jamais-renouvele',
  title: 'Redemande à la personne de s’authentifier au lieu de renouveler son jeton',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-14', code: 'pscRenouvellement/absent' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, comesBack: ({ accesVivant }) => (accesVivant ? 'continuer' : 'reconnecter') } }),
} satisfies Defect
