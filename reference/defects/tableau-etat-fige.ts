import type { OrdonnanceSuivie } from '../tableau.js'
import type { Defect } from './defect.js'

export default {
  name: 'tableau-etat-fige',
  title: 'Garde au tableau de bord toute ordonnance active',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-TDB-05', code: 'tableauEtat/different' }],
  behaviour: () => ({
    show(verbe, observation) {
      if (verbe !== 'afficherTableauDeBord') return observation
      const { ordonnances } = observation as { ordonnances: OrdonnanceSuivie[] }
      return { ...observation, ordonnances: ordonnances.map((ordonnance) => ({ ...ordonnance, etat: 'active' })) }
    },
  }),
} satisfies Defect
