import type { Defect } from './defect.js'

export default {
  name: 'ins-carte-non-relue',
  title: 'Recherche l’INS pour la carte qui n’est plus dans le lecteur',
  profile: 'officine',
  teleservice: 'insi',
  expected: [{ requirement: 'PRE-INS-09', code: 'carteRelue/ancienne-carte' }],
  behaviour: (honest) => ({
    insi: {
      ...honest.insi,
      rereads: () => false,
    },
  }),
} satisfies Defect
