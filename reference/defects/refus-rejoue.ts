import type { Defect } from './defect.js'

export default {
  name: 'refus-rejoue',
  title: 'Renvoie de lui-même, telle quelle, une création que le téléservice vient de refuser',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-TLSI-30', code: 'refusNonRejoue/rejouee' }],
  behaviour: () => ({ creationAgain: (reply, ordonnance) => (reply.issue === 'refusee' ? ordonnance : undefined) }),
} satisfies Defect
