import type { Defect } from './defect.js'

export default {
  name: 'lot-type-de-destinataire',
  title: 'Adresse tous ses fichiers comme au régime général',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-13', code: 'lotDestination/destination' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, lotEcrit: (lot) => ({ ...lot, typeDestinataire: 'CT' }) } }),
} satisfies Defect
