import type { Defect } from './defect.js'

export default {
  name: 'hors-amm-rembourse',
  title: 'Transmet comme remboursable un médicament en dehors du champ de l’AMM',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-APR-04', code: 'horsAmmNonRembourse/absente' }],
  behaviour: ({ prescription }) => ({
    prescription: {
      ...prescription,
      complete: (demande, situation) => ({ ...prescription.complete(demande, situation), lignes: demande.lignes }),
    },
  }),
} satisfies Defect
