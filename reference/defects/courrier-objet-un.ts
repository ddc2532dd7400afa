import type { Defect } from './defect.js'

export default {
  name: 'courrier-objet-un',
  title: 'Annonce toujours une facture dans l’objet',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-MAIL-18', code: 'courrierObjetNombre/different' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, objet: (emetteur, instant) => facturation.objet(emetteur, instant, 1) } }),
} satisfies Defect
