import type { Defect } from './defect.js'

export default {
  name: 'ins-certificat-unique',
  title: 'Dépose ses lots avec le certificat des recherches',
  profile: 'prescripteur',
  teleservice: 'insi',
  authentification: 'CERTIFICAT_LOGICIEL',
  expected: [{ requirement: 'PRE-INS-39', code: 'certificatDUsage/usage' }],
  behaviour: ({ insi }) => ({ insi: { ...insi, authentification: (authentification) => authentification } }),
} satisfies Defect
