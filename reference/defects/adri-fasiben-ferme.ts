import { avertissement } from '../model.js'
import type { Defect } from './defect.js'
import { inventedRights } from './droits-montres.js'

export default {
  name: 'adri-fasiben-ferme',
  title: 'Montre des droits fermés quand le service amont est fermé',
  profile: 'officine',
  teleservice: 'droits',
  expected: [
    { requirement: 'PRE-ADR-24', code: 'droitsNonInventes/fermes' },
    { requirement: 'PRE-ADR-21', code: 'droitsEchecAnnonce/statut' },
    { requirement: 'PRE-ADR-23', code: 'droitsCodeMontre/absent' },
    { requirement: 'PRE-ADR-35', code: 'droitsApcvSansDroits/fermes' },
  ],
  behaviour: (honest) => ({
    droits: {
      ...honest.droits,
      ecran(observation, situation) {
        if (!observation.messages.some(({ code }) => code === 'FASIBEN')) return observation
        return { ...observation, statut: 'affiches', droits: { ...inventedRights(situation), statut: 'fermes', tiersPayantPropose: false }, messages: [avertissement('Droits fermés.')] }
      },
    },
  }),
} satisfies Defect
