import { bytesOf, recordsOf } from '../b2.js'
import type { Defect } from './defect.js'

export default {
  name: 'lot-sans-fin',
  title: 'N’écrit pas l’enregistrement de fin de lot',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-03', code: 'lotStructure/structure' },
    { requirement: 'PRE-B2-06', code: 'lotComptes/compte' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, fichier: (lot) => bytesOf(recordsOf(lot).filter((record) => !record.startsWith('6'))) } }),
} satisfies Defect
