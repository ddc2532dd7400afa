import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-exonerations-cumulees',
  title: 'Laisse à l’écran les exonérations du patient précédent',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-16', code: 'droitsExonerations/inattendu' }],
  behaviour(honest) {
    const kept = new Set<string>()
    return {
      droits: {
        ...honest.droits,
        ecran: onDroits((droits) => {
          for (const code of droits.exonerations) kept.add(code)
          return { ...droits, exonerations: [...kept] }
        }),
      },
    }
  },
} satisfies Defect
