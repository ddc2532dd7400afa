import type { Defect } from './defect.js'

export default {
  name: 'facture-rang-de-naissance-un',
  title: 'Écrit toujours le rang de naissance 1',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-38', code: 'factureBeneficiaire/different' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, factureEcrite: (ecrite) => ({ ...ecrite, rangNaissance: '1' }) } }),
} satisfies Defect
