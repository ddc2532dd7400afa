import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'indu-36-mois-tu',
  title: 'Ne dit pas le délai de 36 mois d’un indu',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-22', code: 'induTrenteSixMois/delai' }],
  behaviour: facturation(() => ({ annonceRetenue: (_retenue, messages) => messages.filter(({ texte }) => !texte.includes('36 mois')) })),
} satisfies Defect
