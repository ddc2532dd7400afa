import type { Destination } from '../session.js'
import type { Defect } from './defect.js'

export default {
  name: 'lot-premiere-caisse',
  title: 'Envoie toutes les factures à la caisse de la première',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-14', code: 'lotRoutage/routage' },
    { requirement: 'PRE-FSE-06', code: 'lotBonneCaisse/different' },
  ],
  behaviour: ({ facturation }) => {
    let first: Destination | undefined
    return { facturation: { ...facturation, destination: (organisme, destinataires) => (first ??= facturation.destination(organisme, destinataires)) } }
  },
} satisfies Defect
