import type { Defect } from './defect.js'

export default {
  name: 'apr-non-imprimee',
  title: 'N’imprime pas la référence de l’accompagnement à la prescription',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-APR-05', code: 'justificatifImprime/absent' }],
  behaviour: ({ prescription }) => ({ prescription: { ...prescription, textes: (textes) => textes.filter((texte) => !texte.startsWith('Accompagnement')) } }),
} satisfies Defect
