import type { Defect } from './defect.js'

export default {
  name: 'ordonnance-non-montree',
  title: 'Dit l’ordonnance affichée et laisse l’écran vide',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP3-04', code: 'ordonnanceAffichee/non-affichee' }],
  behaviour: () => ({
    show(_verbe, observation) {
      const { ordonnance: _hidden, ...rest } = observation as { ordonnance?: object }
      return rest
    },
  }),
} satisfies Defect
