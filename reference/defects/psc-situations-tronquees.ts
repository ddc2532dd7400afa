import type { Defect } from './defect.js'

export default {
  name: 'psc-situations-tronquees',
  title: 'N’offre que deux situations d’exercice, quel qu’en soit le nombre',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-25', code: 'pscSituations/absente' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, shown: (read) => ({ ...read, situations: read.situations.slice(0, 2) }) } }),
} satisfies Defect
