import type { Defect } from './defect.js'

export default {
  name: 'contexte-bam-heure-locale',
  title: 'Écrit l’heure locale dans le ContexteBAM',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-25', code: 'contexteBamTemps/forme' }],
  behaviour: () => ({ wire: (message) => ({ ...message, envelope: message.envelope.replace(/(<ctxbam:Temps>[^<]*)Z/, '$1+01:00') }) }),
} satisfies Defect
