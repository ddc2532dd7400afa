import type { Defect } from './defect.js'

export default {
  name: 'facture-serie-exigee',
  title: 'Refuse de facturer un produit sans numéro de série',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-FSE-09', code: 'serieFacultative/refusee' },
    { requirement: 'PRE-FSE-08', code: 'suspensionIgnoree/refusee' },
    { requirement: 'PRE-B2-46', code: 'factureEnvoyee/aucun-lot' },
    { requirement: 'PRE-CTPPN-04', code: 'executionApresMiseEnLot/aucun-echange' },
    { requirement: 'PRE-ARL-07', code: 'refusRemplace/absent' },
    { requirement: 'PRE-B2-51', code: 'factureRemplacee/repris' },
    { requirement: 'PRE-FSE-04', code: 'annuleeJamaisEnvoyee/absent' },
    { requirement: 'PRE-NOE-22', code: 'induTrenteSixMois/delai' },
    { requirement: 'PRE-NOE-23', code: 'induVingtQuatreMois/delai' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      refus: (found, mode, vente) => (vente.lignes.some(({ cip13, numeroSerie }) => cip13 !== undefined && numeroSerie === undefined) ? [...found, { regle: 'quantite', texte: 'Lisez le numéro de série de chaque boîte avant de facturer.' }] : facturation.refus(found, mode, vente)),
    },
  }),
} satisfies Defect
