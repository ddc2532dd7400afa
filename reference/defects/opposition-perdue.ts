import type { Defect } from './defect.js'

export default {
  name: 'opposition-perdue',
  title: 'Transmet toujours l’absence d’opposition du patient',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-DEC-01', code: 'opposition/different' }],
  behaviour: () => ({ ordonnanceToSend: (ordonnance) => ({ ...ordonnance, opposition: false }) }),
} satisfies Defect
