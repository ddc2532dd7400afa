import type { Defect } from './defect.js'

export default {
  name: 'psc-etat-fixe',
  title: 'Envoie toujours le même state',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-02', code: 'pscEtatNonce/state-rejoue' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, fresh: (purpose) => (purpose === 'state' ? 'etat-du-logiciel-d-officine' : psc.fresh(purpose)) } }),
} satisfies Defect
