import type { Defect } from './defect.js'

const billed = (shown: object, verbe: string): object => (verbe === 'facturer' && 'montantTotal' in shown ? { ...shown, montantAmo: shown.montantTotal } : shown)

export default {
  name: 'facture-montant-avant-remboursement',
  title: 'Montre le montant total à la place de la part de l’assurance maladie',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-B2-45', code: 'factureMontree/different' }],
  behaviour: (honest) => ({ show: (verbe, observation, professionnel) => billed(honest.show(verbe, observation, professionnel), verbe) }),
} satisfies Defect
