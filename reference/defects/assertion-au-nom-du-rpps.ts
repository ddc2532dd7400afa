import type { Defect } from './defect.js'

export default {
  name: 'assertion-au-nom-du-rpps',
  title: 'Nomme le professionnel de l’assertion par son RPPS, sans le chiffre de son identifiant national',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [
    { requirement: 'PRE-TLSI-12', code: 'assertionSujet/forme' },
    // the ContexteLPS names the person by the whole number
    { requirement: 'PRE-TLSI-21', code: 'contexteLpsEmetteur/divergent' },
  ],
  behaviour: (honest) => ({ signAssertion: (assertion, key) => honest.signAssertion(assertion.replace(/(<saml:NameID[^>]*>)\d/, '$1'), key) }),
} satisfies Defect
