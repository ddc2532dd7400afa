import type { Defect } from './defect.js'

export default {
  name: 'contexte-id-fige',
  title: 'Reprend à chaque appel l’identifiant du premier ContexteLPS',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-TLSI-19', code: 'contexteLpsId/deja-vu' }],
  behaviour() {
    let kept: string | undefined
    const frozen = (found: string): string => (kept ??= found)
    return { wire: (message) => ({ ...message, envelope: message.envelope.replace(/<ctxlps:Id>[^<]+/, frozen) }) }
  },
} satisfies Defect
