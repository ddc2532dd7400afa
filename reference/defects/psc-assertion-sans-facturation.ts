import type { Defect } from './defect.js'

export default {
  name: 'psc-assertion-sans-facturation',
  title: 'Oublie l’identifiant de facturation dans l’assertion de la personne authentifiée',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  authentification: 'PSC',
  expected: [{ requirement: 'PRE-PSC-23', code: 'assertionPscAttributs/identifiantFacturation' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, assertion: (xml) => xml.replace(/<saml:Attribute Name="identifiantFacturation">.*?<\/saml:Attribute>/, '') } }),
} satisfies Defect
