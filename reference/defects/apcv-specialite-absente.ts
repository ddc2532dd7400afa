import type { Defect } from './defect.js'

export default {
  name: 'apcv-specialite-absente',
  title: 'Ne transmet pas le code de spécialité AMO du professionnel',
  profile: 'officine',
  teleservice: 'apcv',
  expected: [{ requirement: 'EF_ApCVsi01_E21.2', code: 'apcvSpecialite/absent' }],
  behaviour: ({ apcv }) => ({ apcv: { ...apcv, professionnel: ({ identifiantFacturation }) => ({ identifiantFacturation }) } }),
} satisfies Defect
