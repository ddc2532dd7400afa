import { RetourIllisible } from '../noemie.js'
import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'retour-compresse-illisible',
  title: 'Ne sait pas lire un retour compressé',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-03', code: 'retourCompresseLu/tu' }, { requirement: 'PRE-NOE-05', code: 'etatsMontres/different' }],
  behaviour: facturation(() => ({
    decompresse() {
      throw new RetourIllisible('il est compressé')
    },
  })),
} satisfies Defect
