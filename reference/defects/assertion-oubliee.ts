import type { Defect } from './defect.js'

export default {
  name: 'assertion-oubliee',
  title: 'Oublie l’assertion du professionnel',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-06', code: 'assertionPresente/absent' }],
  behaviour: () => ({ signAssertion: () => '' }),
} satisfies Defect
