import type { Defect } from './defect.js'

export default {
  name: 'condition-perdue',
  title: 'Ne transmet pas la condition d’une dispensation conditionnelle',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-DCA-01', code: 'conditionTransmise/absent' }],
  behaviour: () => ({ ordonnanceToSend: (ordonnance) => ({ ...ordonnance, lignes: ordonnance.lignes.map(({ condition: _lost, ...ligne }) => ligne) }) }),
} satisfies Defect
