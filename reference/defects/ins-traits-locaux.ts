import type { Defect } from './defect.js'

export default {
  name: 'ins-traits-locaux',
  title: 'Garde à l’écran le nom et la date du dossier au lieu de ceux d’INSi',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [
    { requirement: 'PRE-INS-14', code: 'identiteTraits/different' },
    { requirement: 'PRE-INS-23', code: 'ordonnanceAvecIns/different' },
  ],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      traitsToShow: (traits, local) => (local ? { ...traits, nomNaissance: local.nomNaissance, dateNaissance: local.dateNaissance } : traits),
    },
  }),
} satisfies Defect
