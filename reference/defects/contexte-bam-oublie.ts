import type { Defect } from './defect.js'

export default {
  name: 'contexte-bam-oublie',
  title: 'Oublie le ContexteBAM',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-22', code: 'contexteBamPresent/absent' }],
  behaviour: () => ({ wire: (message) => ({ ...message, envelope: message.envelope.replace(/<ctxbam:ContexteBAM.*<\/ctxbam:ContexteBAM>/, '') }) }),
} satisfies Defect
