import type { Defect } from './defect.js'

export default {
  name: 'psc-destinataire-ignore',
  title: 'Croit un jeton destiné à un autre logiciel',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-12', code: 'pscJetonVerifie/accepte-audience' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, stops: (problem) => problem !== 'audience' } }),
} satisfies Defect
