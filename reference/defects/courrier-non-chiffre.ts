import { part } from '../mime.js'
import type { Defect } from './defect.js'
import { rewritten } from './courrier-refait.js'

export default {
  name: 'courrier-non-chiffre',
  title: 'Envoie ses lots sans les chiffrer',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-MAIL-07', code: 'courrierChiffre/en-clair' }],
  behaviour: ({ facturation }) => ({ facturation: rewritten(facturation, ({ file }) => part(file)) }),
} satisfies Defect
