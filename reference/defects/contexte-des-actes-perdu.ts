import type { Defect } from './defect.js'

export default {
  name: 'contexte-des-actes-perdu',
  title: 'Perd « à domicile » et « en urgence » sur les ordonnances d’actes',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-EP4-11', code: 'genres/absent' }],
  behaviour: () => ({
    ordonnanceToSend: ({ genres, ...ordonnance }) =>
      ordonnance.lignes.some(({ type }) => type.startsWith('acte')) ? ordonnance : { ...ordonnance, ...(genres ? { genres } : {}) },
  }),
} satisfies Defect
