import type { Defect } from './defect.js'

export default {
  name: 'psc-numero-autre',
  title: 'Montre un autre numéro que celui qui est envoyé',
  profile: 'officine',
  teleservice: 'pro-sante-connect',
  expected: [{ requirement: 'PRE-PSC-06', code: 'pscNumeroMontre/different' }],
  behaviour: ({ psc }) => ({ psc: { ...psc, shownNumber: (sent) => String((Number(sent) + 1) % 100).padStart(2, '0') } }),
} satisfies Defect
