import type { Defect } from './defect.js'

export default {
  name: 'apcv-ins-pour-tous',
  title: 'Affiche l’INS du titulaire pour chaque bénéficiaire',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-10', code: 'apcvIns/autre-personne' }],
  behaviour: ({ apcv }) => ({
    apcv: { ...apcv, montre: (personne, profil) => ({ ...apcv.montre(personne, profil), ...(profil.utilisateur.ins ? { ins: profil.utilisateur.ins } : {}) }) },
  }),
} satisfies Defect
