import type { Defect } from './defect.js'

export default {
  name: 'contexte-bam-id-fige',
  title: 'Garde pour tous ses appels le même identifiant de ContexteBAM',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TLSI-24', code: 'contexteBamId/deja-vu' }],
  behaviour() {
    let kept: string | undefined
    return {
      wire: (message) => ({ ...message, envelope: message.envelope.replace(/(<ctxbam:Id>)([^<]*)/, (_text, tag: string, id: string) => tag + (kept ??= id)) }),
    }
  },
} satisfies Defect
