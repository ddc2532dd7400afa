import { createHash } from 'node:crypto'
import type { Defect } from './defect.js'

const LENGTH = 18

export default {
  name: 'ins-pris-pour-ordonnance',
  title: 'Prend le code de l’identité INS pour celui d’une ordonnance',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-LEC-03', code: 'lectureIns/nature' },
    { requirement: 'PRE-LEC-03', code: 'lectureIns/inattendu' },
    { requirement: 'PRE-LEC-03', code: 'lectureIns/muet' },
  ],
  behaviour: (honest) => ({
    classifyCode(text, identifiant) {
      const code = honest.classifyCode(text, identifiant)
      return code.nature === 'ins' ? { nature: 'ordonnance', identifiant: madeUp(text), messages: [] } : code
    },
  }),
} satisfies Defect

const madeUp = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, LENGTH).toUpperCase()
