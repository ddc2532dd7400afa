import type { Defect } from './defect.js'

export default {
  name: 'facture-prescripteur-de-l-officine',
  title: 'Écrit le numéro de l’officine à la place de celui du prescripteur',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-40', code: 'facturePrescripteur/different' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map((ligne) => ({ ...ligne, prescripteur: ecrite.partenaire })) }),
    },
  }),
} satisfies Defect
