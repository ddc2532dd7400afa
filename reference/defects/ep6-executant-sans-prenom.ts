import type { Defect } from './defect.js'

export default {
  name: 'ep6-executant-sans-prenom',
  title: 'Répète le nom de l’exécutant de la facturation à la place de son prénom',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP6-08', code: 'facturationExecutant/different' }],
  behaviour: ({ officine }) => ({ officine: { ...officine, facturationToSend: ({ executant, ...demande }) => ({ ...demande, executant: { ...executant, prenom: executant.nom } }) } }),
} satisfies Defect
