import type { Defect } from './defect.js'

export default {
  name: 'deux-codes-differents',
  title: 'Imprime à côté du bon code 2D celui d’une autre ordonnance',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-QR-02', code: 'codeIdentifiant/plusieurs' }],
  behaviour: () => ({ codes2d: (payload) => [payload, payload.replace(/"ID":"(.)(.+?)"/, '"ID":"$2$1"')] }),
} satisfies Defect
