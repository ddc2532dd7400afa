import type { Defect } from './defect.js'

export default {
  name: 'lot-echec-dit-envoye',
  title: 'Tient pour envoyé tout lot que la messagerie a refusé',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-05', code: 'etatsMontres/jamais-partie' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, envoi: () => ({ issue: 'envoye' }) } }),
} satisfies Defect
