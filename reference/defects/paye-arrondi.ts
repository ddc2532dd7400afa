import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'paye-arrondi',
  title: 'Arrondit à l’euro le montant payé',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-NOE-14', code: 'montantPayeMontre/different' },
    { requirement: 'PRE-NOE-17', code: 'totauxDesLots/lot' },
    { requirement: 'PRE-NOE-18', code: 'totauxDesJours/jour' },
    { requirement: 'PRE-ARL-13', code: 'arlTardif/tardif' },
    { requirement: 'PRE-NOE-19', code: 'retourDouble/double' },
  ],
  behaviour: facturation(() => ({ montreFacture: (facture) => (facture.montantPaye === undefined ? facture : { ...facture, montantPaye: Math.floor(facture.montantPaye / 100) * 100 }) })),
} satisfies Defect
