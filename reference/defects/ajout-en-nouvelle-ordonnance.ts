import type { Defect } from './defect.js'

export default {
  name: 'ajout-en-nouvelle-ordonnance',
  title: 'Transmet un ajout comme une nouvelle ordonnance',
  profile: 'prescripteur',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-AJO-01', code: 'ajoutTransmis/autre-ordonnance' }],
  behaviour: ({ modification }) => ({
    modification: {
      ...modification,
      changement: ({ nature, ordonnance }, nouvel) => (nature === 'ajout' ? { ordonnance: { ...ordonnance, identifiant: nouvel() } } : { nature: 'annulation', ordonnance }),
    },
  }),
} satisfies Defect
