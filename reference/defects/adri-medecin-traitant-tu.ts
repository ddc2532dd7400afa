import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-medecin-traitant-tu',
  title: 'N’affiche pas le médecin traitant',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-18', code: 'droitsMedecinTraitant/absent' }],
  behaviour: (honest) => ({ droits: { ...honest.droits, ecran: onDroits(({ medecinTraitant: _lost, ...droits }) => droits) } }),
} satisfies Defect
