import type { Defect } from './defect.js'

export default {
  name: 'psc-impatient',
  title: 'Interroge le service cinq fois par seconde',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-07', code: 'pscRythme/trop-tot' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, pause: () => 200 } }),
} satisfies Defect
