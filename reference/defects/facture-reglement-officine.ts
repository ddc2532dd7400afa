import type { Defect } from './defect.js'

export default {
  name: 'facture-reglement-officine',
  title: 'Se fait toujours régler par la caisse, même quand le patient a payé',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-41', code: 'factureDroits/different' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, factureEcrite: (ecrite) => ({ ...ecrite, reglement: '35' }) } }),
} satisfies Defect
