import type { DroitsAffiches } from '../droits.js'
import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-suspension-de-la-famille',
  title: 'Oppose à toute la famille la suspension d’un seul',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-34', code: 'droitsSuspensionConcernee/inattendue' }],
  behaviour(honest) {
    const kept: DroitsAffiches['suspensions'] = []
    return {
      droits: {
        ...honest.droits,
        ecran: onDroits((droits) => {
          kept.push(...droits.suspensions)
          return { ...droits, suspensions: [...kept] }
        }),
      },
    }
  },
} satisfies Defect
