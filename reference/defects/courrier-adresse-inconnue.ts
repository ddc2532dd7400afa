import type { Defect } from './defect.js'

export default {
  name: 'courrier-adresse-inconnue',
  title: 'Envoie ses lots à une adresse qu’il compose lui-même',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-MAIL-05', code: 'courrierDestinataire/inconnu' },
    { requirement: 'PRE-NOE-01', code: 'retoursAppeles/aucun-echange' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, adresse: ({ adresse }) => adresse.replace(/^[^@]*/, 'lots') } }),
} satisfies Defect
