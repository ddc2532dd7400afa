import type { Defect } from './defect.js'

export default {
  name: 'ep6-echec-tu',
  title: 'Ne dit rien au pharmacien d’une facturation refusée ou en échec',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [
    { requirement: 'PRE-EP6-09', code: 'facturationRefusAnnonce/muet' },
    { requirement: 'PRE-EP6-10', code: 'facturationEchecAnnonce/muet' },
  ],
  behaviour: (honest) => ({ officine: { ...honest.officine, annonceFacturation: () => [] } }),
} satisfies Defect
