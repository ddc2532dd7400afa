import type { Defect } from './defect.js'

/** Rates of the codes, as a table of acts has them. */
const TAUX = new Map([['PH7', 65], ['PH4', 30]])

export default {
  name: 'facture-exoneration-ignoree',
  title: 'Garde le taux de l’acte quand la vente est exonérée',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-23', code: 'lotExoneration/taux-exonere' },
    { requirement: 'PRE-B2-37', code: 'factureMontants/different' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      taux: (ligne, vente) => (facturation.taux(ligne, vente) === 100 && ligne.cip13 !== undefined && TAUX.has(ligne.codeActe) ? TAUX.get(ligne.codeActe)! : facturation.taux(ligne, vente)),
    },
  }),
} satisfies Defect
