import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'facture-serie-d-un-autre-produit',
  title: 'Écrit le dernier numéro de série lu pour tous les produits de la vente',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-44', code: 'factureSerie/different' }],
  behaviour: facturation(() => ({
    factureEcrite(ecrite) {
      const serie = ecrite.lignes.findLast(({ produit }) => produit?.serie !== undefined)?.produit?.serie
      return serie === undefined ? ecrite : { ...ecrite, lignes: ecrite.lignes.map((ligne) => (ligne.produit ? { ...ligne, produit: { ...ligne.produit, serie } } : ligne)) }
    },
  })),
} satisfies Defect
