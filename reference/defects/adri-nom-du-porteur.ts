import type { BeneficiaireLu } from '../droits.js'
import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-nom-du-porteur',
  title: 'Affiche le porteur de la carte à la place du bénéficiaire',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-13', code: 'droitsIdentite/different' }],
  behaviour(honest) {
    let holder: BeneficiaireLu | undefined
    return {
      droits: {
        ...honest.droits,
        carte(observation, { carte }) {
          holder = carte?.beneficiaires[0]
          return observation
        },
        ecran: onDroits((droits) => (holder ? { ...droits, beneficiaire: { nomFamille: holder.nomFamille, prenom: holder.prenom, dateNaissance: holder.dateNaissance, rang: holder.rang } } : droits)),
      },
    }
  },
} satisfies Defect
