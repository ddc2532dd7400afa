import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'paye-montant-demande',
  title: 'Montre payé le montant demandé, quoi que la caisse ait payé',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-14', code: 'montantPayeMontre/different' }, { requirement: 'PRE-NOE-17', code: 'totauxDesLots/lot' }],
  behaviour: facturation(() => ({ montreFacture: (facture) => (facture.montantPaye === undefined ? facture : { ...facture, montantPaye: facture.montantAmo }) })),
} satisfies Defect
