import type { Defect } from './defect.js'

export default {
  name: 'psc-premiere-situation',
  title: 'Retient la première situation d’exercice sans offrir le choix',
  profile: 'prescripteur',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-25', code: 'pscSituations/absente' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, shown: (read) => ({ ...read, situations: read.situations.slice(0, 1) }) } }),
} satisfies Defect
