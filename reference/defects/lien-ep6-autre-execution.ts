import type { Defect } from './defect.js'

export default {
  name: 'lien-ep6-autre-execution',
  title: 'Déclare la facturation pour l’exécution précédente',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-EP6-04', code: 'facturationUnique/en-double' },
    { requirement: 'PRE-CTPPN-07', code: 'facturationTransmise/aucun-echange' },
    { requirement: 'PRE-EP6-03', code: 'facturationDonnees/different' },
    { requirement: 'PRE-FSE-01', code: 'lienLotEnvoye/different' },
  ],
  behaviour: (honest) => {
    let first: string | undefined
    return {
      officine: {
        ...honest.officine,
        facturationToSend: (demande) => {
          first ??= demande.execution
          return { ...demande, execution: first }
        },
      },
    }
  },
} satisfies Defect
