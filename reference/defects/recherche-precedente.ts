import type { OrdonnanceTrouvee } from '../recherche.js'
import type { Defect } from './defect.js'

export default {
  name: 'recherche-precedente',
  title: 'Laisse dans la liste les ordonnances de la recherche précédente',
  profile: 'officine',
  expected: [{ requirement: 'PRE-EP2-06', code: 'rechercheAutrePatient/autre-patient' }],
  behaviour({ recherche }) {
    const kept: OrdonnanceTrouvee[] = []
    return {
      recherche: {
        ...recherche,
        trouvees(reponse) {
          kept.push(...(reponse.ordonnances ?? []))
          return { ...reponse, ordonnances: [...kept] }
        },
      },
    }
  },
} satisfies Defect
