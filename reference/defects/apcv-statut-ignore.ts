import type { Defect } from './defect.js'

export default {
  name: 'apcv-statut-ignore',
  title: 'Ne regarde pas le CodeStatut : une réponse HTTP 200 vaut succès',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [
    { requirement: 'PRE-APCV-13', code: 'apcvRefusDit/statut' },
    { requirement: 'PRE-APCV-14', code: 'apcvCodeMontre/absent' },
    { requirement: 'PRE-APCV-17', code: 'apcvCodeEtranger/statut' },
    { requirement: 'PRE-APCV-25', code: 'apcvSignatureFondee/usurpe' },
  ],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, estFait: () => true } }),
} satisfies Defect
