import type { Defect } from './defect.js'

const INTERVIEWS = new Set(['ASI', 'BMI', 'AC1'])

export default {
  name: 'entretien-2024-refuse',
  title: 'Refuse de facturer les entretiens tenus en 2024',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-FSE-11', code: 'entretienFacture/refusee' }],
  behaviour: ({ facturation }) => ({
    facturation: {
      ...facturation,
      refus: (found, mode, vente) => (vente.dateDelivrance.startsWith('2024-') && vente.lignes.some(({ codeActe }) => INTERVIEWS.has(codeActe)) ? [...found, { regle: 'acteClos', texte: 'Cet entretien date de l’an dernier : ses codes ne valent plus.' }] : facturation.refus(found, mode, vente)),
    },
  }),
} satisfies Defect
