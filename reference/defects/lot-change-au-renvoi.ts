import type { Defect } from './defect.js'
import { patched, recordsWith } from './enregistrements.js'

export default {
  name: 'lot-change-au-renvoi',
  title: 'Réécrit le fichier du lot qui repart',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-ARL-08', code: 'renvoiIdentique/change' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      renvoi: (fichier) => recordsWith(fichier, (record) => (record.startsWith('000') ? patched(record, 92, 'RENVOI') : record)),
    },
  }),
} satisfies Defect
