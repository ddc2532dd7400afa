import type { Defect } from './defect.js'

export default {
  name: 'lien-ep6-autre-lot',
  title: 'Déclare la facturation sous un autre numéro que celui du lot parti',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-FSE-01', code: 'lienLotEnvoye/different' },
    { requirement: 'PRE-EP6-03', code: 'facturationDonnees/different' },
  ],
  behaviour: (honest) => ({
    officine: {
      ...honest.officine,
      facturationToSend: (demande) => ({ ...demande, facturation: { ...demande.facturation, numeroLot: String(Number(demande.facturation.numeroLot) + 1).padStart(3, '0') } }),
    },
  }),
} satisfies Defect
