import type { Defect } from './defect.js'

export default {
  name: 'transmission-non-imprimee',
  title: 'N’imprime pas le texte sur la transmission électronique',
  profile: 'prescripteur',
  teleservice: 'ordonnance-numerique',
  expected: [
    { requirement: 'PRE-IMP-03', code: 'transmissionImprimee/texte' },
    { requirement: 'PRE-IMP-03', code: 'transmissionImprimee/lien' },
  ],
  behaviour: ({ prescription }) => ({ prescription: { ...prescription, textes: (textes) => textes.filter((texte) => !texte.startsWith('Transmission électronique')) } }),
} satisfies Defect
