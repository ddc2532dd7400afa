import type { Defect } from './defect.js'

export default {
  name: 'assertion-non-signee',
  title: 'Envoie l’assertion du professionnel sans signature',
  profile: 'prescripteur',
  expected: [{ requirement: 'A-COMPLETER', code: 'aCompleter/a-completer' }],
  behaviour: () => ({ signAssertion: (assertion) => assertion }),
} satisfies Defect
