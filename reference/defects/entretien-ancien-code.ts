import type { Defect } from './defect.js'

const INTERVIEWS = new Set(['ASI', 'BMI', 'AC1'])

export default {
  name: 'entretien-ancien-code',
  title: 'Facture les entretiens avec un code que la caisse verse elle-même',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-24', code: 'lotActesOuverts/acte-caisse' },
    { requirement: 'PRE-B2-36', code: 'factureLignes/inattendue' },
    { requirement: 'PRE-B2-36', code: 'factureLignes/manquante' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      lignes: (lignes) => lignes.map((ligne) => (INTERVIEWS.has(ligne.codeActe) ? { ...ligne, codeActe: 'BMR' } : ligne)),
    },
  }),
} satisfies Defect
