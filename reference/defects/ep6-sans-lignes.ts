import type { Defect } from './defect.js'

export default {
  name: 'ep6-sans-lignes',
  title: 'Transmet une facturation qui ne dit pas quelles lignes elle couvre',
  profile: 'officine',
  teleservice: 'ordonnance-numerique',
  versions: ['V3'],
  expected: [{ requirement: 'PRE-EP6-07', code: 'facturationLignes/absent' }],
  behaviour: (honest) => ({
    officine: {
      ...honest.officine,
      facturationToSend: ({ facturation: { lignes: _lignes, ...facturation }, ...demande }) => ({ ...demande, facturation }),
    },
  }),
} satisfies Defect
