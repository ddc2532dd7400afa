import type { Defect } from './defect.js'

export default {
  name: 'opposition-non-imprimee',
  title: 'N’imprime pas le texte sur le droit d’opposition du patient',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [{ requirement: 'PRE-IMP-02', code: 'oppositionImprimee/texte' }],
  behaviour: ({ prescription }) => ({ prescription: { ...prescription, textes: (textes) => textes.filter((texte) => !texte.startsWith('Information du patient')) } }),
} satisfies Defect
