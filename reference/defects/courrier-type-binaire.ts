import { part } from '../mime.js'
import type { Defect } from './defect.js'
import { rewritten } from './courrier-refait.js'

export default {
  name: 'courrier-type-binaire',
  title: 'Joint le lot comme un fichier quelconque',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-MAIL-12', code: 'courrierType/different' }],
  behaviour: ({ facturation }) => ({ facturation: rewritten(facturation, ({ file, encrypted }) => encrypted(part({ ...file, type: 'application/octet-stream' }))) }),
} satisfies Defect
