import type { Defect } from './defect.js'

export default {
  name: 'contexte-bam-id-du-lps',
  title: 'Donne au ContexteBAM l’identifiant du ContexteLPS',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-24', code: 'contexteBamId/identique' }],
  behaviour: () => ({
    wire(message) {
      const [, id = ''] = /<ctxlps:Id>([^<]*)/.exec(message.envelope) ?? []
      return { ...message, envelope: message.envelope.replace(/(<ctxbam:Id>)[^<]*/, `$1${id}`) }
    },
  }),
} satisfies Defect
