import type { Defect } from './defect.js'

export default {
  name: 'uph-par-ligne',
  title: 'Facture la majoration d’urgence autant de fois que de lignes',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-26', code: 'lotUph/acte-repete' },
    { requirement: 'PRE-B2-36', code: 'factureLignes/inattendue' },
    { requirement: 'PRE-B2-36', code: 'factureLignes/manquante' },
    { requirement: 'PRE-B2-37', code: 'factureMontants/different' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      lignes: (lignes) => lignes.map((ligne) => (ligne.codeActe === 'UPH' ? { ...ligne, quantite: 2, montant: 2 * ligne.montant, base: 2 * ligne.base, amo: facturation.arrondi(2 * ligne.base, ligne.taux) } : ligne)),
    },
  }),
} satisfies Defect
