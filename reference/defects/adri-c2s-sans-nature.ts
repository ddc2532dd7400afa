import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-c2s-sans-nature',
  title: 'Affiche toute complémentaire santé solidaire comme sans participation',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-17', code: 'droitsC2s/different' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: onDroits((droits) => (droits.aide?.nature === 'c2sAvecParticipation' ? { ...droits, aide: { ...droits.aide, nature: 'c2sSansParticipation' } } : droits)) } }),
} satisfies Defect
