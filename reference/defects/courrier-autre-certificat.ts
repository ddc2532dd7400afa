import type { Defect } from './defect.js'

export default {
  name: 'courrier-autre-certificat',
  title: 'Chiffre ses messages pour une autre caisse',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-MAIL-08', code: 'courrierCertificat/different' },
    { requirement: 'PRE-ARL-07', code: 'refusRemplace/absent' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      certificat: (destination, all) => all.find(({ adresse }) => adresse !== destination.adresse)!.certificat,
    },
  }),
} satisfies Defect
