import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'scor-demande-tue',
  title: 'Ne montre pas la demande de pièce de la caisse',
  profile: 'officine',
  teleservice: 'scor',
  expected: [{ requirement: 'PRE-SCOR-16', code: 'demandeMontree/muet' }],
  behaviour: facturation((honest) => ({ annonceService: (texte) => (/pièce/i.test(texte) ? [] : honest.annonceService(texte)) })),
} satisfies Defect
