import type { Defect } from './defect.js'

export default {
  name: 'apcv-patient-precedent',
  title: 'Signe avec le contexte du patient précédent quand la lecture du suivant échoue',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-19', code: 'apcvContexteCourant/autre' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, apresEchec: (precedent) => precedent } }),
} satisfies Defect
