import type { CarteVitale } from '../droits.js'
import type { Defect } from './defect.js'

export default {
  name: 'adri-jumeau-confondu',
  title: 'Désigne un enfant par sa seule date de naissance, et prend le premier des jumeaux',
  profile: 'prescripteur',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-05', code: 'droitsRang/different' }],
  behaviour({ droits }) {
    let read: CarteVitale | undefined
    const confused = <T extends { dateNaissance: string; rang: number }>(person: T): T => {
      const first = read?.beneficiaires.find(({ dateNaissance }) => dateNaissance === person.dateNaissance)
      return { ...person, rang: first?.rang ?? person.rang }
    }
    return {
      droits: {
        ...droits,
        carte(observation, { carte }) {
          read = carte
          return observation
        },
        demande: confused,
        couverture: ({ beneficiaire, ...rest }) => ({ ...rest, beneficiaire: confused(beneficiaire) }),
      },
    }
  },
} satisfies Defect
