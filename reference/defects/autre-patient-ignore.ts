import type { Defect } from './defect.js'

export default {
  name: 'autre-patient-ignore',
  title: 'Ne dit rien quand l’ordonnance est celle d’une autre personne',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-OFF-19', code: 'autrePersonneAnnoncee/muet' }],
  behaviour: (honest) => ({ officine: { ...honest.officine, isAutrePersonne: () => false } }),
} satisfies Defect
