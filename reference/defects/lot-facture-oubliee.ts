import type { LotEcrit } from '../b2.js'
import type { Defect } from './defect.js'

function shortened(lot: LotEcrit): LotEcrit {
  const [factures, { total }] = [lot.factures.slice(0, -1), lot.factures.at(-1)!]
  return { ...lot, factures, total: { montant: lot.total.montant - total.montant, amo: lot.total.amo - total.amo } }
}

export default {
  name: 'lot-facture-oubliee',
  title: 'Oublie la dernière facture d’un lot de plusieurs',
  profile: 'officine',
  teleservice: 'facturation',
  expected: [
    { requirement: 'PRE-B2-46', code: 'factureEnvoyee/non-envoyee' },
    { requirement: 'PRE-MAIL-18', code: 'courrierObjetNombre/different' },
  ],
  behaviour: ({ facturation }) => ({ facturation: { ...facturation, lotEcrit: (lot) => (lot.factures.length > 1 ? shortened(lot) : lot) } }),
} satisfies Defect
