import type { Defect } from './defect.js'

export default {
  name: 'lien-ep6-echec-tu',
  title: 'Ne dit rien d’une facturation que le téléservice n’a pas prise',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-EP6-10', code: 'facturationEchecAnnonce/muet' }],
  behaviour: (honest) => ({ officine: { ...honest.officine, annonceFacturation: () => [] } }),
} satisfies Defect
