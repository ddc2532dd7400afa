import type { Defect } from './defect.js'

export default {
  name: 'code-sans-numero-am',
  title: 'Imprime un code 2D sans le numéro AM du prescripteur',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-QR-06', code: 'codePrescripteur/absent' }],
  behaviour: (honest) => ({ payload2d: (ordonnance) => honest.payload2d(ordonnance).replace(/,"AM":"\d+"/, '') }),
} satisfies Defect
