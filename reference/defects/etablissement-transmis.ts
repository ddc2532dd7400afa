import type { Defect } from './defect.js'

export default {
  name: 'etablissement-transmis',
  title: 'Transmet aussi les ordonnances exécutées dans l’établissement',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-DEC-03', code: 'etablissementNonTransmis/transmise' }],
  behaviour: ({ prescription }) => ({ prescription: { ...prescription, raisonPapier: ({ cadre: _ignored, ...demande }) => prescription.raisonPapier(demande) } }),
} satisfies Defect
