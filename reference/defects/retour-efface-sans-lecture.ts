import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'retour-efface-sans-lecture',
  title: 'Relève le premier retour et vide la boîte',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-MAIL-20', code: 'retourEffaceApresLecture/non-lu' },
  ],
  behaviour: facturation(() => ({ efface: () => 'toutApresLePremier' })),
} satisfies Defect
