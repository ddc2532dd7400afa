import type { Defect } from './defect.js'

export default {
  name: 'facture-refaite-meme-numero',
  title: 'Refait une facture refusée sous le même numéro',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-ARL-06', code: 'refusArlNouveauNumero/meme-numero' },
    { requirement: 'PRE-B2-51', code: 'factureRemplacee/repris' },
    { requirement: 'PRE-B2-17', code: 'factureNumeroNeuf/deja-facturee' },
    { requirement: 'PRE-NOE-13', code: 'rejetRspNouveauNumero/meme-numero' },
  ],
  behaviour: () => ({ numeroFacture: (next, previous) => previous ?? next() }),
} satisfies Defect
