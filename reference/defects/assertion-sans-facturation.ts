import type { Defect } from './defect.js'

export default {
  name: 'assertion-sans-facturation',
  title: 'Oublie l’identifiant de facturation dans l’assertion du professionnel',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-13', code: 'assertionAttributs/identifiantFacturation' }],
  behaviour: (honest) => ({ signAssertion: (assertion, key) => honest.signAssertion(assertion.replace(/<saml:Attribute Name="identifiantFacturation">.*?<\/saml:Attribute>/, ''), key) }),
} satisfies Defect
