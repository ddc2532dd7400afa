import type { ReponseRecherche } from '../recherche.js'
import type { Defect } from './defect.js'

export default {
  name: 'recherche-en-retard',
  title: 'Montre la liste de la recherche d’avant : la page s’affiche avant la réponse',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-EP2-05', code: 'rechercheAffichage/absent' },
  ],
  behaviour({ recherche }) {
    let previous: ReponseRecherche = { total: 0, ordonnances: [] }
    return {
      recherche: {
        ...recherche,
        trouvees(reponse) {
          const shown = previous
          previous = reponse
          return shown
        },
      },
    }
  },
} satisfies Defect
