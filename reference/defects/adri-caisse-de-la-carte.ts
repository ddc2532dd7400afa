import type { Defect } from './defect.js'
import { onDroits } from './droits-montres.js'

export default {
  name: 'adri-caisse-de-la-carte',
  title: 'Affiche la caisse de la carte au lieu de celle de la réponse',
  profile: 'officine',
  teleservice: 'droits',
  expected: [{ requirement: 'PRE-ADR-36', code: 'droitsOrganismeFusionne/different' }],
  behaviour: (honest) => ({
    droits: {
      ...honest.droits,
      ecran: (observation, { identite }) => onDroits((droits) => ({ ...droits, organisme: identite.organisme ?? droits.organisme }))(observation),
    },
  }),
} satisfies Defect
