import type { Defect } from './defect.js'

export default {
  name: 'execution-renommee',
  title: 'Donne un nouvel identifiant à l’exécution dont l’envoi avait échoué',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP1-14', code: 'executionUnique/renommee' }],
  behaviour: () => ({ resumes: () => false }),
} satisfies Defect
