import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'partiel-dit-paye',
  title: 'Montre payée la facture payée en partie',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-06', code: 'paiementPartielMontre/different' }],
  behaviour: facturation((honest) => ({
    situationReglee(paiements) {
      const situation = honest.situationReglee(paiements)
      return situation.etat === 'payeePartiellement' ? { ...situation, etat: 'payee' } : situation
    },
  })),
} satisfies Defect
