import { gunzipSync } from 'node:zlib'
import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'retour-compresse-illisible',
  title: 'Ne sait pas lire un retour compressé de plus de deux mille octets',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-NOE-03', code: 'retourCompresseLu/tu' },
    { requirement: 'PRE-NOE-05', code: 'etatsMontres/different' },
    { requirement: 'PRE-NOE-14', code: 'montantPayeMontre/absent' },
    { requirement: 'PRE-NOE-17', code: 'totauxDesLots/lot' },
    { requirement: 'PRE-NOE-09', code: 'rejetMotif/code' },
  ],
  behaviour: facturation(() => ({ decompresse: (octets) => gunzipSync(octets, { maxOutputLength: 2000 }) })),
} satisfies Defect
