import type { Finding } from '../core/readiness.js'
import { modeDeTransmission } from '../core/pilotage.js'
import type { Check, Evidence } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences } from './comparison.js'
import { executionOf, sameUuid } from './execution.js'
import { lotsAnnonces } from './lotsRecus.js'
import { doneCalls, expectAllRead, expectDone, type DoneCall } from './observed.js'
import { billingOf, isBillable } from './sequence.js'

const OPERATION = 'WS_EP1'

export const executionSansFacturation: Check = {
  requirement: 'PRE-CTPPN-02',
  expectation: 'En mode séquentiel, l’exécution est transmise sans données de facturation',
  standing: [OPERATION],
  check(evidence) {
    const read = expectAllRead(evidence, OPERATION)
    if (modeDeTransmission(evidence.opening) !== 'sequentiel') return []
    return read
      .filter((exchange) => executionOf(exchange).facturation !== undefined)
      .map((exchange) => difference('facturation', undefined, executionOf(exchange).facturation, exchange.seq, 'presente'))
  },
}

export const executionAvecFacturation: Check = {
  requirement: 'PRE-CTPPN-05',
  expectation: 'En mode simultané, l’exécution est transmise avec la facturation à laquelle elle se rattache',
  standing: [OPERATION],
  check(evidence) {
    const read = expectAllRead(evidence, OPERATION)
    if (modeDeTransmission(evidence.opening) !== 'simultane') return []
    return read.filter(isBillable).flatMap((exchange) => {
      const { facturation } = executionOf(exchange)
      if (!facturation) return [difference('facturation', 'la facture, son lot et son mode', undefined, exchange.seq, 'absente')]
      const billing = billingOf(evidence, exchange)
      if (!billing) return []
      return [
        ...differences(billing.invoice, facturation.numeroFacture, 'facturation.numeroFacture', exchange.seq),
        ...(billing.lot === undefined ? [] : differences(billing.lot, facturation.numeroLot, 'facturation.numeroLot', exchange.seq)),
        ...differences(billing.mode, facturation.mode, 'facturation.mode', exchange.seq),
      ]
    })
  },
}

/** Invoices of executions that the software had announced; any other was asked for nothing. */
function invoicings(evidence: Evidence): DoneCall[] {
  const last = expectDone(evidence, 'facturer')
  const announced = doneCalls(evidence, 'delivrer').map(({ observation }) => observation['execution'])
  // A sale that the software declines to bill has no number, and it says why.
  const isAsked = ({ params, observation }: DoneCall): boolean =>
    params['vente'] === undefined ? announced.some((execution) => sameUuid(execution, params['execution'])) : observation['numeroFacture'] !== undefined
  const asked = doneCalls(evidence, 'facturer').filter(isAsked)
  if (asked.length > 0) return asked
  throw new Inconclusive('logiciel', 'aucune exécution annoncée par le logiciel n’a été facturée', last.seq)
}

export const factureNumerotee: Check = {
  requirement: 'PRE-FAC-01',
  expectation: 'Chaque facture reçoit un numéro de 9 chiffres qui n’a pas encore servi',
  check(evidence) {
    const numbers = invoicings(evidence).map(({ observation, seq }) => ({ number: observation['numeroFacture'], seq }))
    return numbers.flatMap(({ number, seq }, index) => {
      if (typeof number !== 'string' || !/^\d{9}$/.test(number)) return [malformed('observation.numeroFacture', '9 chiffres', number, seq)]
      const reused = numbers.slice(0, index).some((earlier) => earlier.number === number)
      return reused ? [difference('observation.numeroFacture', 'un numéro neuf', number, seq, 'deja-vu')] : []
    })
  },
}

const malformed = (at: string, expected: string, received: unknown, seq: number): Finding =>
  difference(at, expected, received, seq, received === undefined ? 'absent' : 'forme')

export const lotNumerote: Check = {
  requirement: 'PRE-FAC-02',
  expectation: 'Chaque mise en lot donne un numéro de lot de 3 chiffres, que ne porte aucun autre lot du même destinataire',
  check(evidence) {
    const last = expectDone(evidence, 'teletransmettre')
    const invoices = doneCalls(evidence, 'facturer').map(({ observation }) => observation['numeroFacture'])
    const made = doneCalls(evidence, 'teletransmettre')
      .filter(({ params }) => ((params['factures'] as string[] | undefined) ?? []).some((invoice) => invoices.includes(invoice)))
      .flatMap((call): { numeroLot?: string; destinataire?: string; seq: number }[] => {
        const lots = lotsAnnonces(call).map(({ numeroLot, destinataire }) => ({ numeroLot, ...(destinataire === undefined ? {} : { destinataire }), seq: call.seq }))
        return lots.length > 0 ? lots : [{ seq: call.seq }]
      })
    if (made.length === 0) throw new Inconclusive('logiciel', 'aucune facture donnée par le logiciel n’a été mise en lot', last.seq)
    return made.flatMap(({ numeroLot, destinataire, seq }, index) => {
      if (typeof numeroLot !== 'string' || !/^\d{3}$/.test(numeroLot)) return [malformed('observation.numeroLot', '3 chiffres', numeroLot, seq)]
      // Public senders count the lots of each destination apart.
      const reused = made.slice(0, index).some((earlier) => earlier.numeroLot === numeroLot && earlier.destinataire === destinataire)
      return reused ? [difference('observation.numeroLot', 'un numéro que ne porte aucun autre lot de ce destinataire', numeroLot, seq, 'deja-vu')] : []
    })
  },
}
