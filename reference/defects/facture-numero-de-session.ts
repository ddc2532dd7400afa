import type { Defect } from './defect.js'

export default {
  name: 'facture-numero-de-session',
  title: 'Redonne le même numéro à deux factures de suite',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-FAC-01', code: 'factureNumerotee/deja-vu' },
    { requirement: 'PRE-B2-17', code: 'factureNumeroNeuf/deja-facturee' },
    { requirement: 'PRE-B2-51', code: 'factureRemplacee/repris' },
    { requirement: 'PRE-FSE-04', code: 'annuleeJamaisEnvoyee/declaree' },
    { requirement: 'PRE-FSE-04', code: 'annuleeJamaisEnvoyee/envoyee' },
    { requirement: 'PRE-ARL-06', code: 'refusArlNouveauNumero/meme-numero' },
    { requirement: 'PRE-NOE-13', code: 'rejetRspNouveauNumero/meme-numero' },
    { requirement: 'PRE-CTPPN-07', code: 'facturationTransmise/aucun-echange' },
    { requirement: 'PRE-FSE-06', code: 'lotBonneCaisse/different' },
  ],
  behaviour: () => {
    let given: string | undefined
    return {
      numeroFacture: (next) => {
        const again = given
        given = again === undefined ? next() : undefined
        return again ?? given!
      },
    }
  },
} satisfies Defect
