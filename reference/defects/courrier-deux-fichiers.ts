import { multipart } from '../mime.js'
import type { Defect } from './defect.js'
import { rewritten } from './courrier-refait.js'

export default {
  name: 'courrier-deux-fichiers',
  title: 'Joint un second fichier au lot',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-MAIL-11', code: 'courrierUnFichier/different' }],
  behaviour: ({ facturation }) => ({ facturation: rewritten(facturation, ({ file, encrypted }) => encrypted(multipart([file, { type: 'text/plain', fichier: 'lisez-moi.txt', contenu: Buffer.from('Lot du jour') }], 'lot'))) }),
} satisfies Defect
