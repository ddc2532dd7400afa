import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'signalement-dit-rejet',
  title: 'Montre rejetée la facture payée que la caisse signale',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-11', code: 'signalementSansRejet/rejetee' }],
  behaviour: facturation((honest) => ({
    situationReglee(paiements) {
      const situation = honest.situationReglee(paiements)
      return situation.etat === 'payee' && situation.raisons.length > 0 ? { ...situation, etat: 'rejetee' } : situation
    },
  })),
} satisfies Defect
