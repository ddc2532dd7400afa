import type { Defect } from './defect.js'

export default {
  name: 'premiere-mention-seule',
  title: 'Ne transmet que la première mention d’une ligne',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP4-10', code: 'lignesMentions/absent' }],
  behaviour: () => ({
    ordonnanceToSend(ordonnance) {
      const lignes = ordonnance.lignes.map(({ mentions, ...ligne }) => (mentions ? { ...ligne, mentions: mentions.slice(0, 1) } : ligne))
      return { ...ordonnance, lignes }
    },
  }),
} satisfies Defect
