import type { Defect } from './defect.js'

export default {
  name: 'contexte-lps-oublie',
  title: 'Oublie le ContexteLPS',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-16', code: 'contexteLpsPresent/absent' }],
  behaviour: () => ({ wire: (message) => ({ ...message, envelope: message.envelope.replace(/<ctxlps:ContexteLPS.*<\/ctxlps:ContexteLPS>/, '') }) }),
} satisfies Defect
