import { information } from '../model.js'
import type { Defect } from './defect.js'

export default {
  name: 'echec-dit-non-execute',
  title: 'Dit une ordonnance non exécutée quand le téléservice n’a pas répondu',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-LEX-07', code: 'lectureEchecDit/statut' },
    { requirement: 'PRE-LEX-07', code: 'lectureEchecDit/muet' },
    { requirement: 'PRE-LEX-08', code: 'lectureFondee/usurpe' },
  ],
  behaviour: ({ lecture }) => ({
    lecture: {
      ...lecture,
      echec: (observation) =>
        observation.statut === 'enEchec' ? { statut: 'affichee', executions: [], messages: [information('Cette ordonnance n’a pas été exécutée.')] } : observation,
    },
  }),
} satisfies Defect
