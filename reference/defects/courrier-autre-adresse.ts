import type { Defect } from './defect.js'

export default {
  name: 'courrier-autre-adresse',
  title: 'Envoie tous ses lots à la première adresse de la table',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-MAIL-19', code: 'courrierFichierDestination/different' },
    { requirement: 'PRE-FSE-06', code: 'lotBonneCaisse/different' },
    // Its lots are refused there: what follows an ARL is played on a refusal that the scenario did not ask for.
    { requirement: 'PRE-ARL-07', code: 'refusRemplace/absent' },
    { requirement: 'PRE-ARL-11', code: 'arlNegatifFactures/different' },
    { requirement: 'PRE-ARL-12', code: 'arlNegatifMotif/code' },
    { requirement: 'PRE-NOE-19', code: 'retourDouble/double' },
    { requirement: 'PRE-NOE-25', code: 'etatsDesLots/different' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      adresse: (_destination, all) => all[0]!.adresse, certificat: (_destination, all) => all[0]!.certificat,
    },
  }),
} satisfies Defect
