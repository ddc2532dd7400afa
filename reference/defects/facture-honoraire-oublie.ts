import type { Defect } from './defect.js'

export default {
  name: 'facture-honoraire-oublie',
  title: 'Ne facture pas les honoraires de dispensation',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-36', code: 'factureLignes/manquante' }],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, lignes: (lignes) => lignes.filter(({ codeActe }) => !codeActe.startsWith('H')) } }),
} satisfies Defect
