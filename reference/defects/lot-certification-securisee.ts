import type { Defect } from './defect.js'

export default {
  name: 'lot-certification-securisee',
  title: 'Marque tous ses lots comme sécurisés',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-42', code: 'factureMode/different' },
    { requirement: 'PRE-B2-47', code: 'lotParDestination/plusieurs' },
    { requirement: 'PRE-FSE-01', code: 'lienLotEnvoye/different' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, certification: () => 'S' } }),
} satisfies Defect
