import type { Defect } from './defect.js'

export default {
  name: 'horloge-de-l-ouverture',
  title: 'Écrit dans ContexteLPS l’heure d’ouverture du poste',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-TLSI-20', code: 'contexteLpsTemps/perime' }],
  behaviour: () => ({ contexteLpsTemps: (_now, openedAt) => openedAt }),
} satisfies Defect
