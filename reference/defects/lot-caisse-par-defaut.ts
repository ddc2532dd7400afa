import type { Defect } from './defect.js'

export default {
  name: 'lot-caisse-par-defaut',
  title: 'Envoie toutes les factures à la première caisse de la table',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-14', code: 'lotRoutage/routage' },
    { requirement: 'PRE-FSE-06', code: 'lotBonneCaisse/different' },
    { requirement: 'PRE-B2-05', code: 'lotCoherence/coherence' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, destination: (_organisme, destinataires) => destinataires[0] } }),
} satisfies Defect
