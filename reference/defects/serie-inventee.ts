import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'serie-inventee',
  title: 'Transmet un numéro de série pour chaque boîte, lu ou non',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-44', code: 'factureSerie/inattendu' }],
  behaviour: facturation(() => ({ factureEcrite: (ecrite) => ({ ...ecrite, lignes: ecrite.lignes.map((ligne) => (ligne.produit ? { ...ligne, produit: { serie: 'SANS', ...ligne.produit } } : ligne)) }) })),
} satisfies Defect
