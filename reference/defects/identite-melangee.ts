import type { Defect } from './defect.js'
import { shownOrdonnance } from './screen.js'

export default {
  name: 'identite-melangee',
  title: 'Affiche le prénom du patient à la place de son nom, et son nom à la place du prénom',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP3-11', code: 'affichagePatient/different' }],
  behaviour: () => ({
    show: shownOrdonnance(({ patient, ...ordonnance }) => ({ ...ordonnance, patient: { ...patient, nomFamille: patient.prenom, prenom: patient.nomFamille } })),
  }),
} satisfies Defect
