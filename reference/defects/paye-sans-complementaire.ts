import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'paye-sans-complementaire',
  title: 'Ne compte pas la part complémentaire payée',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-14', code: 'montantPayeMontre/different' }],
  behaviour: facturation((honest) => ({
    situationReglee(paiements) {
      const situation = honest.situationReglee(paiements)
      return situation.etat === 'payee' ? { ...situation, paye: paiements.at(-1)!.facture.amo?.paye ?? 0 } : situation
    },
  })),
} satisfies Defect
