import type { Defect } from './defect.js'
import { patched, recordsWith } from './enregistrements.js'

export default {
  name: 'lot-enregistrements-mal-comptes',
  title: 'Ne compte pas le dernier enregistrement du fichier',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-06', code: 'lotComptes/compte' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      fichier: (lot) => recordsWith(facturation.fichier(lot), (record, count) => (record.startsWith('999') ? patched(record, 56, String(count - 1).padStart(8, '0')) : record)),
    },
  }),
} satisfies Defect
