import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'differe-dit-rejete',
  title: 'Montre rejetée la facture que la caisse met de côté',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-08', code: 'traitementMontre/different' }],
  behaviour: facturation((honest) => ({
    situationReglee(paiements) {
      const situation = honest.situationReglee(paiements)
      return situation.etat === 'enTraitement' ? { ...situation, etat: 'rejetee' } : situation
    },
  })),
} satisfies Defect
