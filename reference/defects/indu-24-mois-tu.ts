import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'indu-24-mois-tu',
  title: 'Ne dit pas le délai de 24 mois de la part complémentaire',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-23', code: 'induVingtQuatreMois/delai' }],
  behaviour: facturation(() => ({ annonceRetenue: (_retenue, messages) => messages.filter(({ texte }) => !texte.includes('24 mois')) })),
} satisfies Defect
