import type { Defect } from './defect.js'

export default {
  name: 'code-rpps-inverses',
  title: 'Inverse dans le code 2D les RPPS du prescripteur et de son remplaçant',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-QR-06', code: 'codePrescripteur/different' },
    { requirement: 'PRE-QR-07', code: 'codeRemplacant/different' },
  ],
  behaviour: (honest) => ({ payload2d: (ordonnance) => honest.payload2d(ordonnance).replace(/"RPPS":"(\d+)","RPPS2":"(\d+)"/, '"RPPS":"$2","RPPS2":"$1"') }),
} satisfies Defect
