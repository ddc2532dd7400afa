import type { Defect } from './defect.js'

export default {
  name: 'idam-d-un-autre',
  title: 'Garde le numéro d’autorisation d’un autre logiciel',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-18', code: 'contexteLpsIdam/inconnu' }],
  behaviour: () => ({ wire: (message) => ({ ...message, envelope: message.envelope.replace(/(<ctxlps:IDAM[^>]*>)[^<]*/, '$1SIM0AUTRE000') }) }),
} satisfies Defect
