import type { DroitsAffiches } from '../droits.js'
import type { Defect } from './defect.js'

export default {
  name: 'adri-droits-conserves',
  title: 'Garde sans leur heure les droits du patient quand ADRi échoue',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-24', code: 'droitsNonInventes/non-dates' }],
  behaviour(honest) {
    const known = new Map<string, DroitsAffiches>()
    return {
      droits: {
        ...honest.droits,
        ecran(observation, { identite: { assure, beneficiaire } }) {
          const key = `${assure.numero}/${beneficiaire.dateNaissance}/${beneficiaire.rang}`
          if (observation.droits) known.set(key, observation.droits)
          const droits = observation.droits ?? known.get(key)
          return { ...observation, ...(droits ? { droits } : {}) }
        },
      },
    }
  },
} satisfies Defect
