import type { Defect } from './defect.js'

export default {
  name: 'apcv-titulaire-retenu',
  title: 'Retient le titulaire du téléphone à la place de la personne choisie',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [
    { requirement: 'PRE-APCV-09', code: 'apcvRetenu/different' },
    { requirement: 'PRE-APCV-09', code: 'apcvRetenu/inattendu' },
    { requirement: 'PRE-APCV-23', code: 'apcvSignaturePersonne/beneficiaire' },
  ],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, retenu: ({ utilisateur }) => utilisateur.identite } }),
} satisfies Defect
