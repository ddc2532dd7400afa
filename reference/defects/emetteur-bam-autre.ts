import type { Defect } from './defect.js'

export default {
  name: 'emetteur-bam-autre',
  title: 'Laisse dans le ContexteBAM l’émetteur d’une autre session',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-27', code: 'contexteBamEmetteur/divergent' }],
  behaviour: () => ({ wire: (message) => ({ ...message, envelope: message.envelope.replace(/(<ctxbam:Emetteur>)\d+/, '$1899900002010') }) }),
} satisfies Defect
