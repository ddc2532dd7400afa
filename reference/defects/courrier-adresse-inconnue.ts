import type { Defect } from './defect.js'

export default {
  name: 'courrier-adresse-inconnue',
  title: 'Envoie ses lots à une adresse qu’il compose lui-même',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-MAIL-05', code: 'courrierDestinataire/inconnu' },
    { requirement: 'PRE-B2-46', code: 'factureEnvoyee/aucun-lot' },
    { requirement: 'PRE-ARL-07', code: 'refusRemplace/absent' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, adresse: ({ adresse }) => adresse.replace(/^[^@]*/, 'lots') } }),
} satisfies Defect
