import type { Defect } from './defect.js'

export default {
  name: 'non-delivrance-tue',
  title: 'Ne déclare pas la délivrance où rien n’a été remis',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-CTPPN-01', code: 'executionImmediate/aucun-echange' }],
  behaviour: (honest) => ({ shouldTransmit: (event, situation) => situation.facturable !== false && honest.shouldTransmit(event, situation) }),
} satisfies Defect
