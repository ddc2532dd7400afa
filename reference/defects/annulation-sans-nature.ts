import type { Defect } from './defect.js'

export default {
  name: 'annulation-sans-nature',
  title: 'Annule en renvoyant l’ordonnance telle quelle',
  profile: 'prescripteur',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-ANN-01', code: 'annulationTransmise/autre-ordonnance' }],
  behaviour: ({ modification }) => ({
    modification: { ...modification, changement: (changement) => (changement.nature === 'annulation' ? { ordonnance: changement.ordonnance } : changement) },
  }),
} satisfies Defect
