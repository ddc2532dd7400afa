import type { Defect } from './defect.js'

export default {
  name: 'code-sans-enregistrement',
  title: 'Imprime le code 2D d’une ordonnance qui n’est pas enregistrée',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-QR-08', code: 'codeAbsentSansEnregistrement/imprime' }],
  behaviour: () => ({ printsCode: () => true }),
} satisfies Defect
