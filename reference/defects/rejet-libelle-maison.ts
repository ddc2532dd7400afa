import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'rejet-libelle-maison',
  title: 'Remplace le libellé d’un rejet de la caisse par le sien',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-09', code: 'rejetMotif/libelle' }],
  behaviour: facturation(() => ({ montreFacture: (facture) => (facture.etat === 'rejetee' && facture.rejets ? { ...facture, rejets: facture.rejets.map(({ code }) => ({ code, libelle: 'Facture rejetée' })) } : facture) })),
} satisfies Defect
