import type { Defect } from './defect.js'
import { inventedRights } from './droits-montres.js'

export default {
  name: 'adri-droits-de-l-apcv',
  title: 'Tire des droits ouverts de l’application carte Vitale quand ADRi échoue',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-35', code: 'droitsApcvSansDroits/inventes' }],
  behaviour: (honest) => ({
    droits: {
      ...honest.droits,
      ecran: (observation, situation) =>
        situation.issue === 'echec' && situation.demande.source === 'apcv' ? { ...observation, droits: inventedRights(situation) } : observation,
    },
  }),
} satisfies Defect
