import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-centre-perdu',
  title: 'Affiche toujours le centre 0000',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-14', code: 'droitsAffiliation/different' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: onDroits((droits) => ({ ...droits, organisme: { ...droits.organisme, centre: '0000' } })) } }),
} satisfies Defect
