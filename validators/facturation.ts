import type { Check } from './check.js'
import { difference, differences } from './comparison.js'
import { executionOf } from './execution.js'
import { doneCalls, expectAllRead, expectDone } from './observed.js'
import { billingOf } from './sequence.js'

const OPERATION = 'WS_EP1'

export const executionSansFacturation: Check = {
  requirement: 'PRE-CTPPN-02',
  expectation: 'En mode séquentiel, l’exécution est transmise sans données de facturation',
  standing: [OPERATION],
  check(evidence) {
    const read = expectAllRead(evidence, OPERATION)
    if (evidence.opening.modeTransmission !== 'sequentiel') return []
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
    if (evidence.opening.modeTransmission !== 'simultane') return []
    return read.flatMap((exchange) => {
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

export const factureNumerotee: Check = {
  requirement: 'PRE-FAC-01',
  expectation: 'Chaque facture reçoit un numéro de 9 chiffres qui n’a pas encore servi',
  check(evidence) {
    expectDone(evidence, 'facturer')
    const numbers = doneCalls(evidence, 'facturer').map(({ observation, seq }) => ({ number: observation['numeroFacture'], seq }))
    return numbers.flatMap(({ number, seq }, index) => {
      if (typeof number !== 'string' || !/^\d{9}$/.test(number)) return [difference('observation.numeroFacture', '9 chiffres', number, seq, number === undefined ? 'absent' : 'forme')]
      return numbers.slice(0, index).some((earlier) => earlier.number === number) ? [difference('observation.numeroFacture', 'un numéro neuf', number, seq, 'deja-vu')] : []
    })
  },
}

export const lotNumerote: Check = {
  requirement: 'PRE-FAC-02',
  expectation: 'Chaque mise en lot donne un numéro de lot de 3 chiffres',
  check(evidence) {
    expectDone(evidence, 'teletransmettre')
    return doneCalls(evidence, 'teletransmettre').flatMap(({ observation, seq }) => {
      const lot = observation['numeroLot']
      return typeof lot === 'string' && /^\d{3}$/.test(lot) ? [] : [difference('observation.numeroLot', '3 chiffres', lot, seq, lot === undefined ? 'absent' : 'forme')]
    })
  },
}
