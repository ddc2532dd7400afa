import type { Defect } from './defect.js'

export default {
  name: 'courrier-objet-libre',
  title: 'Met un objet de sa façon à ses messages',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-MAIL-15', code: 'courrierObjetForme/different' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, objet: (emetteur, _instant, nombre) => `Lot de ${nombre} factures de ${emetteur}` } }),
} satisfies Defect
