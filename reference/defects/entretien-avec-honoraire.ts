import type { Defect } from './defect.js'

const INTERVIEWS = new Set(['ASI', 'BMI', 'AC1'])

export default {
  name: 'entretien-avec-honoraire',
  title: 'Ajoute un honoraire de dispensation aux entretiens',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-27', code: 'lotEntretiens/acte-incompatible' },
    { requirement: 'PRE-B2-25', code: 'lotHonoraires/acte-sans-produit' },
    { requirement: 'PRE-B2-36', code: 'factureLignes/inattendue' },
  ],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      lignes: (lignes) => (lignes.every(({ codeActe }) => INTERVIEWS.has(codeActe)) ? [...lignes, { codeActe: 'HD7', quantite: 1, prixUnitaire: 102, taux: 65, montant: 102, base: 102, amo: 66 }] : lignes),
    },
  }),
} satisfies Defect
