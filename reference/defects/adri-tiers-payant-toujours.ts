import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-tiers-payant-toujours',
  title: 'Propose le tiers payant quelle que soit la réponse',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-20', code: 'droitsTiersPayant/propose' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: onDroits((droits) => ({ ...droits, tiersPayantPropose: true })) } }),
} satisfies Defect
