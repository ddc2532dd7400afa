import type { Defect } from './defect.js'

export default {
  name: 'secret-perdu',
  title: 'Ne transmet pas le secret demandé par le patient',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-SCT-01', code: 'secretTransmis/absent' }],
  behaviour: () => ({ ordonnanceToSend: ({ secret: _lost, ...ordonnance }) => ordonnance }),
} satisfies Defect
