import type { DroitsObservation } from '../droits.js'
import type { Defect } from './defect.js'

export default {
  name: 'adri-medecin-traitant-du-poste',
  title: 'Affiche comme médecin traitant le prescripteur du poste',
  profile: 'prescripteur',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-18', code: 'droitsMedecinTraitant/different' }],
  behaviour: () => ({
    show(verbe, observation, { rpps, nom }) {
      const { droits } = observation as Partial<DroitsObservation>
      return verbe === 'consulterDroits' && droits?.medecinTraitant ? { ...observation, droits: { ...droits, medecinTraitant: { rpps, nom } } } : observation
    },
  }),
} satisfies Defect
