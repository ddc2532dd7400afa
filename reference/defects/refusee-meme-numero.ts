import type { Defect } from './defect.js'

export default {
  name: 'refusee-meme-numero',
  title: 'Refait la facture refusée sous le même numéro',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-ARL-07', code: 'refusRemplace/meme-numero' },
    { requirement: 'PRE-ARL-06', code: 'refusArlNouveauNumero/meme-numero' },
    { requirement: 'PRE-NOE-13', code: 'rejetRspNouveauNumero/meme-numero' },
    { requirement: 'PRE-B2-51', code: 'factureRemplacee/different' },
  ],
  behaviour: () => ({ numeroFacture: (next, previous) => previous ?? next() }),
} satisfies Defect
