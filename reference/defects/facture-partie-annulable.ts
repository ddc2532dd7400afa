import type { Defect } from './defect.js'

export default {
  name: 'facture-partie-annulable',
  title: 'Annule au comptoir une facture déjà partie',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-FSE-05', code: 'annulationApresEnvoi/annulee' },
    { requirement: 'PRE-FSE-05', code: 'annulationApresEnvoi/muet' },
    { requirement: 'PRE-NOE-05', code: 'etatsMontres/different' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, annulable: () => true } }),
} satisfies Defect
