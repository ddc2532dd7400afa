import type { Defect } from './defect.js'

interface Shown {
  factures?: { etat: string }[]
}
const purged = (shown: Shown, verbe: string): object => (verbe === 'consulterFactures' && shown.factures ? { ...shown, factures: shown.factures.filter(({ etat }) => etat !== 'payee') } : shown)

export default {
  name: 'facture-reglee-purgee',
  title: 'Retire de l’écran les factures dès qu’elles sont réglées',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [{ requirement: 'PRE-NOE-24', code: 'lotsConserves/facture' }],
  behaviour: (honest) => ({ show: (verbe, observation, professionnel) => purged(honest.show(verbe, observation, professionnel), verbe) }),
} satisfies Defect
