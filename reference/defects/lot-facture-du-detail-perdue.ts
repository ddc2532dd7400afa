import type { Defect } from './defect.js'
import { patched, recordsWith } from './enregistrements.js'

export default {
  name: 'lot-facture-du-detail-perdue',
  title: 'Écrit les détails de produit sous le numéro de facture zéro',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-05', code: 'lotCoherence/coherence' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      fichier: (lot) => recordsWith(facturation.fichier(lot), (record) => (record.startsWith('4') && record[35] === 'P' ? patched(record, 27, '000000000') : record)),
    },
  }),
} satisfies Defect
