import type { Defect } from './defect.js'
import { patched, recordsWith } from './enregistrements.js'

/** The number of the lot is in its header and in its end. */
const renumbered = (fichier: Buffer, numero: string): Buffer => recordsWith(fichier, (record) => (record.startsWith('1') ? patched(record, 20, other(numero)) : record.startsWith('6') ? patched(record, 52, other(numero)) : record))
const other = (numero: string): string => String(Number(numero) + 500)

export default {
  name: 'lot-renumerote-au-renvoi',
  title: 'Donne un autre numéro au lot qui repart',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-49', code: 'lotRepris/numero' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, renvoi: (fichier, lot) => renumbered(fichier, lot.numero) } }),
} satisfies Defect
