import { isFacturable } from '../core/delivrance.js'
import { modeDeTransmission } from '../core/pilotage.js'
import type { Check, Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference } from './comparison.js'
import { consultedBefore } from './consultation.js'
import { deliveryOf, executionOf, sameUuid } from './execution.js'
import { arlsConnus, miseEnLot } from './lotsRecus.js'
import { callAround, doneCalls, exchangesDuring, expectAllRead, expectDone, expectExchanges, isAccepted, isRefused } from './observed.js'

const OPERATION = 'WS_EP1'

export const executionApresConsultation: Check = {
  requirement: 'PRE-EP1-02',
  expectation: 'Une exécution n’est transmise qu’après la consultation réussie de la même ordonnance',
  standing: [OPERATION],
  check: (evidence) =>
    expectAllRead(evidence, OPERATION)
      .filter((exchange) => !consultedBefore(evidence, executionOf(exchange).ordonnance, exchange.seq))
      .map(
        (exchange) => difference(
          'ordonnance',
          'une ordonnance consultée auparavant par WS_EP3',
          executionOf(exchange).ordonnance,
          exchange.seq,
          'non-consultee',
        ),
      ),
}

/** The ordonnance was obtained: without it no delivery was possible, and the consultation checks say so. */
function expectObtained(evidence: Evidence): void {
  if (evidence.exchanges('WS_EP3').some(isAccepted)) return
  throw new Inconclusive('logiciel', 'aucune ordonnance n’a été obtenue du téléservice : rien ne pouvait être délivré')
}

/** The executions of a scenario where one had to leave: none is a finding, once a delivery was carried out. */
function expectExecutions(evidence: Evidence): readonly ObservedExchange[] {
  if (evidence.exchanges(OPERATION).length === 0) {
    const carriedOut = doneCalls(evidence, 'delivrer').some(({ observation }) => observation['statut'] !== 'refusee')
    if (!carriedOut) throw new Inconclusive('logiciel', 'aucune délivrance n’a été menée par le logiciel')
    expectExchanges(evidence, OPERATION)
  }
  return expectAllRead(evidence, OPERATION)
}

function expectMode(evidence: Evidence, mode: 'sequentiel' | 'simultane'): void {
  const modeTransmission = modeDeTransmission(evidence.opening)
  if (modeTransmission !== mode) throw new Inconclusive('configuration', `la session est en mode ${modeTransmission} ; la question porte sur le mode ${mode}`)
}

export const executionImmediate: Check = {
  requirement: 'PRE-CTPPN-01',
  expectation: 'En mode séquentiel, l’exécution est transmise dès la délivrance',
  check(evidence) {
    expectMode(evidence, 'sequentiel')
    expectDone(evidence, 'delivrer')
    expectObtained(evidence)
    const calls = doneCalls(evidence, 'delivrer')
    // An act that the software itself stopped has nothing to transmit; all of them stopped is a software that delivers nothing.
    const carriedOut = calls.filter(({ observation }) => observation['statut'] !== 'refusee')
    // A software that stops because an earlier call was refused delivers nothing for a reason judged elsewhere.
    const tried = calls.some((call) => exchangesDuring(evidence, call, OPERATION).length > 0)
    return (carriedOut.length > 0 || tried ? carriedOut : calls)
      .filter((call) => exchangesDuring(evidence, call, OPERATION).length === 0)
      .map(({ seq, observation }) => ({
        code: 'aucun-echange',
        message: `Aucun appel WS_EP1 pendant la délivrance (statut montré : ${String(observation['statut'])}) ; un appel était attendu.`,
        seq,
      }))
  },
}

const sameRequest = ({ operation, request }: ObservedExchange, other: ObservedExchange): boolean =>
  operation === other.operation && request !== undefined && JSON.stringify(request) === JSON.stringify(other.request)

/** A refusal says that the same request will be refused again (docs/editeur/teleservices.md); a failure may be tried again. */
export const refusNonRejoue: Check = {
  requirement: 'PRE-TLSI-30',
  expectation: 'Une demande refusée n’est pas rejouée telle quelle par le logiciel de lui-même',
  standing: '*',
  check: (evidence) =>
    evidence.calls().flatMap((call) => {
      const exchanges = exchangesDuring(evidence, call)
      return exchanges
        .filter((exchange, index) => exchanges.slice(0, index).some((earlier) => isRefused(earlier) && sameRequest(earlier, exchange)))
        .map(({ operation, seq }) => ({
          code: 'rejouee',
          message: `${operation} refusé, puis rejoué tel quel sans l’utilisateur. Attendu : le refus dit à l’utilisateur ; reçu : un second appel.`,
          seq,
        }))
    }),
}

/** The billing of one execution as the pharmacist asked it: invoice, mode, lot, and the returns that name the lot. */
export interface Billing {
  mode: string
  invoice?: string
  lot?: string
  /** Line of the journal of each step that took place before the execution. */
  invoicedAt: number
  lotAt?: number
  returns: { sens: string; seq: number }[]
}

/** The invoice in force: the last one made before the message left; an ARL négatif asks for another. */
function invoiceCall(evidence: Evidence, exchange: ObservedExchange, executions: readonly unknown[]): ObservedCall | undefined {
  const invoicings = evidence.calls('facturer').filter(({ params: { execution } }) => executions.some((identifiant) => sameUuid(execution, identifiant)))
  return invoicings.filter((call) => beganBefore(evidence, call, exchange)).at(-1) ?? invoicings[0]
}

/** A step of the billing counts for an execution when it was asked before the message left, even in the same call. */
const beganBefore = (
  evidence: Evidence,
  call: ObservedCall,
  exchange: ObservedExchange,
): boolean => call.seq < exchange.seq || callAround(evidence, exchange)?.seq === call.seq

/** Identifiers under which the pharmacist may have billed the execution that a message declares. */
function billedUnder(evidence: Evidence, exchange: ObservedExchange): unknown[] {
  const delivery = deliveryOf(evidence, exchange)
  const announced = delivery?.answer.reponse === 'fait' ? delivery.answer.observation['execution'] : undefined
  return [executionOf(exchange).identifiant, ...(announced === undefined ? [] : [announced])]
}

export function billingOf(evidence: Evidence, exchange: ObservedExchange, executions: readonly unknown[] = billedUnder(evidence, exchange)): Billing | undefined {
  const invoicing = invoiceCall(evidence, exchange, executions)
  if (!invoicing || !beganBefore(evidence, invoicing, exchange)) return undefined
  const invoice = invoicing.answer.reponse === 'fait' ? (invoicing.answer.observation['numeroFacture'] as string | undefined) : undefined
  const sending = invoice === undefined ? undefined : miseEnLot(evidence, invoice, invoicing.seq)
  const inTime = sending && beganBefore(evidence, sending.call, exchange) ? sending : undefined
  const lot = inTime?.numeroLot
  const returns = arlsConnus(evidence)
    .filter(({ numeroLot, seq, call }) => numeroLot === lot && (seq < exchange.seq || (call !== undefined && seq === call.seq && beganBefore(evidence, call, exchange))))
    .map(({ sens, seq }) => ({ sens, seq }))
  return {
    mode: String(invoicing.params['mode']),
    ...(invoice === undefined ? {} : { invoice }),
    ...(lot === undefined ? {} : { lot }),
    invoicedAt: invoicing.seq,
    ...(inTime ? { lotAt: inTime.call.seq } : {}),
    returns,
  }
}

/** An execution that hands nothing over has no invoice to wait for. */
export const isBillable = (exchange: ObservedExchange): boolean => isFacturable(executionOf(exchange))

/** By mail a lot may never be accepted, for a fault of its own: then no execution had to leave. */
function expectAcknowledged(evidence: Evidence): void {
  const waits = evidence.opening.messagerie !== undefined && evidence.exchanges(OPERATION).length === 0
  if (waits && !arlsConnus(evidence).some(({ sens }) => sens === 'positif')) throw new Inconclusive('logiciel', 'aucun ARL positif n’a été relevé : l’exécution n’avait pas à partir')
}

export const executionApresArl: Check = {
  requirement: 'PRE-CTPPN-03',
  expectation: 'En mode simultané, l’exécution est transmise après l’ARL positif du lot, jamais avant',
  standing: [OPERATION],
  check(evidence) {
    expectAcknowledged(evidence)
    const read = expectExecutions(evidence)
    if (modeDeTransmission(evidence.opening) !== 'simultane') return []
    return read.filter(isBillable).flatMap((exchange) => {
      const billing = billingOf(evidence, exchange)
      if (billing && billing.mode !== 'sesamVitale') return []
      if (billing?.returns.some(({ sens }) => sens === 'positif')) return []
      return [{
        code: 'avant-arl',
        message: 'L’exécution a été transmise sans ARL positif du lot. Attendu : un ARL positif d’abord ; reçu : WS_EP1.',
        seq: exchange.seq,
      }]
    })
  },
}

export const executionApresMiseEnLot: Check = {
  requirement: 'PRE-CTPPN-04',
  expectation: 'En mode simultané, une facture en SESAM-Vitale dégradé ou en B2 fait partir l’exécution à la mise en lot, jamais avant',
  standing: [OPERATION],
  check(evidence) {
    const read = expectExecutions(evidence)
    if (modeDeTransmission(evidence.opening) !== 'simultane') return []
    return read.flatMap((exchange) => {
      const billing = billingOf(evidence, exchange)
      if (!billing || billing.mode === 'sesamVitale' || billing.lotAt !== undefined) return []
      return [{
        code: 'avant-mise-en-lot',
        message: `L’exécution a été transmise avant la mise en lot (mode ${billing.mode}). Attendu : la mise en lot d’abord ; reçu : WS_EP1.`,
        seq: exchange.seq,
      }]
    })
  },
}

const nothingSent = (requirement: string, expectation: string, awaited: string, isItsTime: (evidence: Evidence, exchange: ObservedExchange) => boolean = () => false): Check => ({
  requirement,
  expectation,
  check(evidence) {
    expectMode(evidence, 'simultane')
    expectDone(evidence, 'delivrer')
    return evidence.exchanges(OPERATION).filter((exchange) => !isItsTime(evidence, exchange)).map(
      ({ seq }) => ({ code: 'transmise', message: `Une exécution a été transmise ${awaited}. Attendu : aucun appel WS_EP1 ; reçu : un appel.`, seq }),
    )
  },
})

export const executionRetenueAvantArl = nothingSent(
  'PRE-CTPPN-03',
  'En mode simultané, rien n’est transmis tant que l’ARL positif du lot n’est pas reçu',
  'avant l’ARL du lot',
  // A software that sends its lot again by itself may have had the ARL already.
  (evidence, exchange) => exchange.request !== undefined && (billingOf(evidence, exchange)?.returns.some(({ sens }) => sens === 'positif') ?? false),
)
export const executionRetenueAvantMiseEnLot = nothingSent(
  'PRE-CTPPN-04',
  'En mode simultané, rien n’est transmis tant que la facture n’est pas mise en lot',
  'avant la mise en lot',
)
export const executionRetenueArlNegatif = nothingSent(
  'PRE-CTPPN-06',
  'En mode simultané, une exécution dont le lot a reçu un ARL négatif n’est pas transmise',
  'malgré l’ARL négatif du lot',
)
