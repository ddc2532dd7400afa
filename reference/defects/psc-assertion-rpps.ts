import type { Defect } from './defect.js'

export default {
  name: 'psc-assertion-rpps',
  title: 'Nomme la personne authentifiée par son RPPS, sans le chiffre de son identifiant national',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  authentification: 'PSC',
  expected: [
    { requirement: 'PRE-PSC-22', code: 'assertionPscSujet/personne' },
    { requirement: 'PRE-TLSI-21', code: 'contexteLpsEmetteur/divergent' },
  ],
  behaviour: ({ psc }) => ({ psc: { ...psc, assertion: (xml) => xml.replace('NameQualifier="PSC">8', 'NameQualifier="PSC">') } }),
} satisfies Defect
