import { bytesOf, recordsOf } from '../b2.js'
import type { Defect } from './defect.js'

export default {
  name: 'lot-enregistrement-court',
  title: 'N’écrit pas les blancs de fin du premier enregistrement',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-01', code: 'lotEnregistrements/longueur' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      fichier: (lot) => bytesOf(recordsOf(lot).map((record) => (record.startsWith('000') ? record.trimEnd() : record))),
    },
  }),
} satisfies Defect
