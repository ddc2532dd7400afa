import type { Defect } from './defect.js'

export default {
  name: 'ins-lot-releve-trop-tot',
  title: 'Relève un lot d’identités sans attendre le délai annoncé',
  profile: 'prescripteur',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-35', code: 'lotDelai/trop-tot' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      waits: () => false,
    },
  }),
} satisfies Defect
