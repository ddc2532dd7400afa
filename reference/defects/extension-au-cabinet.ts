import type { Defect } from './defect.js'
import { withExtension } from './extension.js'

export default {
  name: 'extension-au-cabinet',
  title: 'Ajoute aux messages du cabinet un élément que leur contrat ne connaît pas',
  profile: 'prescripteur',
  expected: [
    { requirement: 'PRE-EP4-01', code: 'creationConforme/non-conforme' },
    { requirement: 'PRE-EP2-02', code: 'rechercheConforme/non-conforme' },
    { requirement: 'PRE-ADR-01', code: 'droitsConforme/non-conforme' },
    { requirement: 'PRE-INS-01', code: 'rechercheInsConforme/non-conforme' },
    { requirement: 'PRE-INS-30', code: 'verificationInsConforme/non-conforme' },
  ],
  behaviour: () => ({ wire: withExtension }),
} satisfies Defect
