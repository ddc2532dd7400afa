import type { Defect } from './defect.js'

export default {
  name: 'refusee-meme-numero',
  title: 'Reprend le numéro de la facture refusée ou annulée qu’une autre remplace',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-ARL-07', code: 'refusRemplace/meme-numero' },
    { requirement: 'PRE-ARL-06', code: 'refusArlNouveauNumero/meme-numero' },
    { requirement: 'PRE-NOE-13', code: 'rejetRspNouveauNumero/meme-numero' },
    { requirement: 'PRE-B2-51', code: 'factureRemplacee/repris' },
    { requirement: 'PRE-B2-17', code: 'factureNumeroNeuf/deja-facturee' },
    { requirement: 'PRE-CTPPN-03', code: 'executionApresArl/aucun-echange' },
    { requirement: 'PRE-FSE-04', code: 'annuleeJamaisEnvoyee/declaree' },
    { requirement: 'PRE-FSE-04', code: 'annuleeJamaisEnvoyee/envoyee' },
  ],
  behaviour: () => ({ numeroFacture: (next, previous) => previous ?? next() }),
} satisfies Defect
