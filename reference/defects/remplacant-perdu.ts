import type { Defect } from './defect.js'

export default {
  name: 'remplacant-perdu',
  title: 'Ne transmet pas le RPPS du remplaçant',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP4-15', code: 'remplacant/absent' }],
  behaviour: () => ({ ordonnanceToSend: ({ rppsRemplacant: _lost, ...ordonnance }) => ordonnance }),
} satisfies Defect
