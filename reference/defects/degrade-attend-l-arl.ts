import type { Defect } from './defect.js'

export default {
  name: 'degrade-attend-l-arl',
  title: 'Attend l’ARL pour transmettre une délivrance facturée en dégradé ou en B2',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V2'],
  expected: [{ requirement: 'PRE-CTPPN-04', code: 'executionApresMiseEnLot/aucun-echange' }],
  behaviour: (honest) => ({ shouldTransmit: (event, situation) => event !== 'miseEnLot' && honest.shouldTransmit(event, situation) }),
} satisfies Defect
