import type { Defect } from './defect.js'

export default {
  name: 'ins-ancien-lieu-rejete',
  title: 'Rejette une réponse d’INSi dont le lieu de naissance porte l’ancien code de la Corse',
  profile: 'officine',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-18', code: 'reponseToleree/rejetee' }],
  behaviour: ({ insi }) => ({ insi: { ...insi, accepts: ({ identite }) => !/^20/.test(identite?.traits.lieuNaissance ?? '') } }),
} satisfies Defect
