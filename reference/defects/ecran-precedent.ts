import type { Defect } from './defect.js'

export default {
  name: 'ecran-precedent',
  title: 'Laisse à l’écran l’ordonnance précédente quand la consultation n’aboutit pas',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP3-15', code: 'consultationSuccesFonde/rescapee' }],
  behaviour() {
    let last: unknown
    return {
      show(verbe, observation) {
        if (verbe !== 'consulterOrdonnance') return observation
        if ('ordonnance' in observation) last = observation.ordonnance
        return last === undefined ? observation : { ...observation, ordonnance: last }
      },
    }
  },
} satisfies Defect
