import type { DroitsAffiches } from '../droits.js'
import type { Defect } from './defect.js'

export default {
  name: 'adri-patient-precedent',
  title: 'Laisse à l’écran les droits du patient précédent quand ADRi échoue',
  profile: 'officine',
  teleservice: 'droits',
  expected: [
    { requirement: 'PRE-ADR-24', code: 'droitsNonInventes/inventes' },
    { requirement: 'PRE-ADR-24', code: 'droitsNonInventes/non-dates' },
  ],
  behaviour(honest) {
    let last: DroitsAffiches | undefined
    return {
      droits: {
        ...honest.droits,
        ecran(observation) {
          last = observation.droits ?? last
          return { ...observation, ...(last ? { droits: last } : {}) }
        },
      },
    }
  },
} satisfies Defect
