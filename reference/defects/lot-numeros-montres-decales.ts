import type { Defect } from './defect.js'

interface Sent {
  lots?: { numeroLot: string }[]
}
function shifted(shown: Sent, verbe: string): object {
  if (verbe !== 'teletransmettre' || !shown.lots) return shown
  return { ...shown, lots: shown.lots.map((lot) => ({ ...lot, numeroLot: String(Number(lot.numeroLot) + 1).padStart(3, '0') })) }
}

export default {
  name: 'lot-numeros-montres-decales',
  title: 'Montre un autre numéro que celui du lot parti',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-48', code: 'lotMontreEnvoye/numero' },
    { requirement: 'PRE-B2-48', code: 'lotMontreEnvoye/factures' },
    { requirement: 'PRE-EP6-03', code: 'facturationDonnees/different' },
    { requirement: 'PRE-EP6-05', code: 'facturationAuMoment/avant-arl' },
    { requirement: 'PRE-CTPPN-03', code: 'executionApresArl/avant-arl' },
    { requirement: 'PRE-CTPPN-05', code: 'executionAvecFacturation/different' },
  ],
  behaviour: (honest) => ({ show: (verbe, observation, professionnel) => shifted(honest.show(verbe, observation, professionnel), verbe) }),
} satisfies Defect
