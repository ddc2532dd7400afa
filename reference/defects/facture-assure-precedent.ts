import type { Defect } from './defect.js'

export default {
  name: 'facture-assure-precedent',
  title: 'Garde le numéro de l’assuré de la facture précédente du lot',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-38', code: 'factureBeneficiaire/autre-assure' }],
  behaviour: ({ facturation }) => {
    let first: { nir: string; cle: string } | undefined
    return {
      facturation: {
        ...facturation,
        factureEcrite: (ecrite) => {
          first ??= { nir: ecrite.nir, cle: ecrite.cle }
          return { ...ecrite, ...first }
        },
      },
    }
  },
} satisfies Defect
