import type { Defect } from './defect.js'
import { patched, recordsWith } from './enregistrements.js'

export default {
  name: 'lot-addendum-4',
  title: 'Annonce encore le flux de l’addendum 4',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-33', code: 'lotAddendum4/flux-arrete' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      fichier: (lot) => recordsWith(facturation.fichier(lot), (record) => (/^(?:000|999)/.test(record) ? patched(record, 20, '140A04') : record)),
    },
  }),
} satisfies Defect
