import type { Defect } from './defect.js'

export default {
  name: 'autre-patient-a-tort',
  title: 'Prend pour une autre personne un nom dont le trait d’union a disparu',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-19', code: 'autrePersonneAnnoncee/fausse-alerte' }],
  behaviour: (honest) => ({
    officine: { ...honest.officine, isAutrePersonne: (one, other) => one.nomFamille !== other.nomFamille || one.prenom !== other.prenom || one.dateNaissance !== other.dateNaissance },
  }),
} satisfies Defect
