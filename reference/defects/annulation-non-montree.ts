import type { Defect } from './defect.js'

const stale = (shown: { etat?: string }, verbe: string): object => (verbe === 'annulerFacture' && shown.etat === 'annulee' ? { ...shown, etat: 'aTeletransmettre' } : shown)

export default {
  name: 'annulation-non-montree',
  title: 'Montre encore à télétransmettre la facture annulée',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-FSE-04', code: 'annuleeJamaisEnvoyee/different' }],
  behaviour: (honest) => ({ show: (verbe, observation, professionnel) => stale(honest.show(verbe, observation, professionnel), verbe) }),
} satisfies Defect
