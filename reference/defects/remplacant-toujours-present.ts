import type { Defect } from './defect.js'

export default {
  name: 'remplacant-toujours-present',
  title: 'Transmet un remplaçant à chaque ordonnance : le prescripteur lui-même',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP4-15', code: 'remplacant/inattendu' }],
  behaviour: () => ({ ordonnanceToSend: (ordonnance) => ({ rppsRemplacant: ordonnance.prescripteur.rpps, ...ordonnance }) }),
} satisfies Defect
