import type { Defect } from './defect.js'

export default {
  name: 'lien-ep6-derniere-facture',
  title: 'Déclare la dernière facture faite, et non celle de l’exécution',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-FSE-02', code: 'lienSansOrdonnance/sans-ordonnance' },
    { requirement: 'PRE-FSE-01', code: 'lienLotEnvoye/different' },
    { requirement: 'PRE-EP6-03', code: 'facturationDonnees/different' },
  ],
  behaviour: (honest) => {
    let last: string | undefined
    return {
      numeroFacture: (next, previous) => (last = honest.numeroFacture(next, previous)),
      officine: {
        ...honest.officine,
        facturationToSend: (demande) => ({ ...demande, facturation: { ...demande.facturation, numeroFacture: last ?? demande.facturation.numeroFacture } }),
      },
    }
  },
} satisfies Defect
