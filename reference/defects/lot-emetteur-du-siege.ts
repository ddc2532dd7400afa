import type { Defect } from './defect.js'

export default {
  name: 'lot-emetteur-du-siege',
  title: 'Envoie ses lots au nom d’une autre officine',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-11', code: 'lotEmetteur/emetteur' },
    { requirement: 'PRE-MAIL-17', code: 'courrierObjetEmetteur/different' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, lotEcrit: (lot) => ({ ...lot, emetteur: '990000010' }) } }),
} satisfies Defect
