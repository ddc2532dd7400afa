import type { Defect } from './defect.js'

export default {
  name: 'lot-certification-inconnue',
  title: 'Marque d’un B les lots au format B2',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-12', code: 'lotCertification/certification' },
    { requirement: 'PRE-B2-42', code: 'factureMode/different' },
    { requirement: 'PRE-FSE-01', code: 'lienLotEnvoye/inattendu' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, certification: (mode) => (mode === 'b2' ? 'B' : facturation.certification(mode)) } }),
} satisfies Defect
