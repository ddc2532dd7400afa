import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'arl-montant-paye',
  title: 'Montre payé le montant facturé dès l’ARL positif',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-ARL-09', code: 'arlPositifPasPaiement/paye' }, { requirement: 'PRE-NOE-19', code: 'retourDouble/double' }],
  behaviour: facturation(() => ({ montreFacture: (facture) => (facture.etat === 'acquittee' ? { ...facture, montantPaye: facture.montantAmo } : facture) })),
} satisfies Defect
