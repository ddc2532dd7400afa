import type { Defect } from './defect.js'

export default {
  name: 'assertion-non-signee',
  title: 'Envoie l’assertion du professionnel sans signature',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-TLSI-08', code: 'assertionSignee/absente' }],
  behaviour: () => ({ signAssertion: (assertion) => assertion }),
} satisfies Defect
