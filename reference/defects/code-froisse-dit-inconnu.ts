import type { Defect } from './defect.js'

export default {
  name: 'code-froisse-dit-inconnu',
  title: 'Dit inconnu un code qui n’a pas pu être lu',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-LEC-04', code: 'lectureIllisible/nature' }],
  behaviour: () => ({
    show: (verbe, observation) => (verbe === 'lireCode2d' && 'nature' in observation && observation.nature === 'illisible' ? { ...observation, nature: 'inconnu' } : observation),
  }),
} satisfies Defect
