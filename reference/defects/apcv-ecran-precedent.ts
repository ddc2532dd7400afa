import type { Defect } from './defect.js'

export default {
  name: 'apcv-ecran-precedent',
  title: 'Laisse à l’écran le patient précédent quand la lecture n’aboutit pas',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'PRE-APCV-16', code: 'apcvSuccesFonde/rescapee' }],
  behaviour() {
    let last: object = {}
    return {
      show(verbe, observation) {
        if (verbe !== 'lireApcv' && verbe !== 'restituerApcv') return observation
        if ('utilisateur' in observation) last = observation
        return { ...last, ...observation }
      },
    }
  },
} satisfies Defect
