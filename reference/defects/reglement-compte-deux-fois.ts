import type { Defect } from './defect.js'
import { facturation } from './screen-facturation.js'

export default {
  name: 'reglement-compte-deux-fois',
  title: 'Compte deux fois le règlement reçu deux fois',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-NOE-19', code: 'retourDouble/double' },
    { requirement: 'PRE-NOE-14', code: 'montantPayeMontre/different' },
  ],
  behaviour: facturation((honest) => ({
    situationReglee(paiements) {
      const paid = paiements.flatMap(({ facture: { amo } }) => (amo?.etat === 'P' ? [amo.paye] : []))
      const situation = honest.situationReglee(paiements)
      return paid.length > 1 ? { ...situation, paye: paid.reduce((total, one) => total + one, 0) } : situation
    },
  })),
} satisfies Defect
