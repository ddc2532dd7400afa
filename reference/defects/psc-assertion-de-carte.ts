import type { Defect } from './defect.js'

export default {
  name: 'psc-assertion-de-carte',
  title: 'Présente comme celle d’une carte l’assertion de la personne authentifiée',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  authentification: 'PSC',
  expected: [{ requirement: 'PRE-PSC-21', code: 'assertionPscForme/qualificatif' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, assertion: (xml) => xml.replace('NameQualifier="PSC"', 'NameQualifier="CPS"') } }),
} satisfies Defect
