import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-suspension-payee',
  title: 'Propose le tiers payant pour une prestation suspendue',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-33', code: 'droitsSuspensionTiersPayant/propose' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: onDroits((droits) => ({ ...droits, suspensions: droits.suspensions.map((one) => ({ ...one, tiersPayantPropose: true })) })) } }),
} satisfies Defect
