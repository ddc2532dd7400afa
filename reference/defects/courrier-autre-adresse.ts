import type { Defect } from './defect.js'

export default {
  name: 'courrier-autre-adresse',
  title: 'Envoie tous ses lots à la première adresse de la table',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-MAIL-19', code: 'courrierFichierDestination/different' },
    { requirement: 'PRE-FSE-06', code: 'lotBonneCaisse/different' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      adresse: (_destination, all) => all[0]!.adresse, certificat: (_destination, all) => all[0]!.certificat,
    },
  }),
} satisfies Defect
