import type { Defect } from './defect.js'

export default {
  name: 'numero-seul-pris-pour-code',
  title: 'Prend pour une ordonnance tout code dont le texte peut être un numéro',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-LEC-05', code: 'lectureInconnue/nature' },
    { requirement: 'PRE-LEC-05', code: 'lectureInconnue/inattendu' },
    { requirement: 'PRE-LEC-05', code: 'lectureInconnue/muet' },
  ],
  behaviour: (honest) => ({
    classifyCode(text, identifiant) {
      const code = honest.classifyCode(text, identifiant)
      const number = text.toUpperCase()
      return code.nature === 'inconnu' && identifiant.test(number) ? { nature: 'ordonnance', identifiant: number, messages: [] } : code
    },
  }),
} satisfies Defect
