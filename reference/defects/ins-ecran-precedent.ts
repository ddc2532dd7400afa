import type { Defect } from './defect.js'

export default {
  name: 'ins-ecran-precedent',
  title: 'Laisse à l’écran l’INS du patient précédent quand la recherche n’aboutit pas',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-19', code: 'insFondee/rescapee' }],
  behaviour() {
    let last: unknown
    return {
      show(verbe, observation) {
        if (verbe !== 'rechercherIns') return observation
        if ('identite' in observation) last = observation.identite
        return last === undefined ? observation : { ...observation, identite: last }
      },
    }
  },
} satisfies Defect
