import type { Defect } from './defect.js'

export default {
  name: 'assertion-remise-en-forme',
  title: 'Remet en forme l’assertion après l’avoir signée',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-10', code: 'signatureValide/empreinte' }],
  behaviour: (honest) => ({ signAssertion: (assertion, key) => honest.signAssertion(assertion, key).replace('<saml:Subject>', '\n  <saml:Subject>') }),
} satisfies Defect
