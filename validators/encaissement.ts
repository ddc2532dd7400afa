import { isFacturee } from '../core/delivrance.js'
import type { TransmissionFacturation } from '../core/ordonnance.js'
import { modeDeTransmission } from '../core/pilotage.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedCall, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences, setDifferences } from './comparison.js'
import { failureTold, refusalTold, type Service } from './ecran.js'
import { executionOf, sameUuid } from './execution.js'
import { arlsConnus, miseEnLot, type MiseEnLot } from './lotsRecus.js'
import { conforming } from './messages.js'
import { callAround, doneCalls, excuse, excuseStray, expectAllRead, isAccepted, isRegistered, type DoneCall } from './observed.js'
import { billingOf } from './sequence.js'

/** The invoice of an execution, in sequential mode: WS_EP6 (V3). */
const OPERATION = 'WS_EP6'

const billedOf = (exchange: ObservedExchange): TransmissionFacturation => exchange.request as TransmissionFacturation

/** The declaration of the execution that an invoice names, as the base registered it. */
const declarationOf = (evidence: Evidence, identifiant: unknown, before = Infinity): ObservedExchange | undefined =>
  evidence.exchanges('WS_EP1').find((exchange) => exchange.seq < before && exchange.request !== undefined && isRegistered(exchange) && sameUuid(executionOf(exchange).identifiant, identifiant))

const momentOf = ({ opening }: Evidence): 'apresArl' | 'apresMiseEnLot' => opening.facturationSequentielle ?? 'apresArl'

/** An invoice in SESAM-Vitale waits for the ARL of its lot, unless the session says that it leaves with the lot. */
const waitsForArl = (evidence: Evidence, mode: unknown): boolean => mode === 'sesamVitale' && momentOf(evidence) === 'apresArl'

/** An invoice whose moment came: the call that was that moment. */
interface Due {
  invoicing: DoneCall
  moment: ObservedCall
}

/** The invoices that had to leave: in a lot, accepted by its ARL where one decides, for an execution that the base has. */
function dueInvoices(evidence: Evidence): Due[] {
  return doneCalls(evidence, 'facturer').flatMap((invoicing) => {
    const { observation, params } = invoicing
    const invoice = observation['numeroFacture']
    const lot = typeof invoice === 'string' ? miseEnLot(evidence, invoice, invoicing.seq) : undefined
    const moment = lot && waitsForArl(evidence, params['mode']) ? positiveReturn(evidence, lot) : lot?.call
    const declared = declarationOf(evidence, params['execution'], moment?.seq)
    return moment && declared && isAccepted(declared) ? [{ invoicing, moment }] : []
  })
}

const positiveReturn = (evidence: Evidence, { call, numeroLot }: MiseEnLot): ObservedCall | undefined =>
  arlsConnus(evidence).find((arl) => arl.seq > call.seq && arl.sens === 'positif' && arl.numeroLot === numeroLot)?.call

function expectSequential(evidence: Evidence): void {
  const mode = modeDeTransmission(evidence.opening)
  if (mode !== 'sequentiel') throw new Inconclusive('configuration', `la session est en mode ${mode} ; la question porte sur le mode sequentiel`)
}

export const facturationTransmise: Check = {
  requirement: 'PRE-CTPPN-07',
  expectation: 'En mode séquentiel, la facturation de chaque exécution est transmise par WS_EP6',
  check(evidence) {
    expectSequential(evidence)
    const due = dueInvoices(evidence)
    if (due.length === 0) throw new Inconclusive('logiciel', 'aucune facture d’une exécution enregistrée n’est arrivée au moment d’être transmise')
    const missing = due.filter(
      ({ invoicing }) => !evidence.exchanges(OPERATION).some(({ request }) => request === undefined || sameUuid((request as TransmissionFacturation).execution, invoicing.params['execution'])),
    )
    if (missing.length > 0) {
      excuse(evidence)
      excuseStray(evidence.exchanges())
    }
    return missing.map(({ invoicing, moment }) => ({
      code: 'aucun-echange',
      message: `Aucun appel WS_EP6 pour la facture ${String(invoicing.observation['numeroFacture'])}, dont le moment est venu ; un appel était attendu.`,
      seq: moment.seq,
    }))
  },
}

export const facturationConforme = conforming('PRE-EP6-01', OPERATION)

const billingCheck = (requirement: string, expectation: string, judge: (exchange: ObservedExchange, evidence: Evidence) => Finding[]): Check => ({
  requirement,
  expectation,
  standing: [OPERATION],
  check: (evidence) => expectAllRead(evidence, OPERATION).flatMap((exchange) => judge(exchange, evidence)),
})

export const facturationExecution: Check = billingCheck(
  'PRE-EP6-02',
  'WS_EP6 désigne une exécution que la base a enregistrée, et son ordonnance',
  (exchange, evidence) => {
    const { execution, ordonnance } = billedOf(exchange)
    const declared = declarationOf(evidence, execution, exchange.seq)
    if (declared) return differences(executionOf(declared).ordonnance, ordonnance, 'ordonnance', exchange.seq)
    // The base that accepts an invoice has its execution, whatever put it there.
    return isAccepted(exchange) ? [] : [difference('execution', 'une exécution déjà enregistrée par WS_EP1', execution, exchange.seq, 'inconnue')]
  },
)

export const facturationDonnees: Check = billingCheck('PRE-EP6-03', 'WS_EP6 porte le numéro, le lot et le mode de la facture établie', (exchange, evidence) => {
  const { execution, facturation } = billedOf(exchange)
  const billing = billingOf(evidence, exchange, [execution])
  if (!billing) return []
  return [
    ...(billing.invoice === undefined ? [] : differences(billing.invoice, facturation.numeroFacture, 'facturation.numeroFacture', exchange.seq)),
    ...(billing.lot === undefined ? [] : differences(billing.lot, facturation.numeroLot, 'facturation.numeroLot', exchange.seq)),
    ...differences(billing.mode, facturation.mode, 'facturation.mode', exchange.seq),
  ]
})

export const facturationUnique: Check = billingCheck('PRE-EP6-04', 'La facturation d’une exécution est transmise une fois, et une seule', (exchange, evidence) => {
  const { execution } = billedOf(exchange)
  // What followed from an invoice that left too early is the business of `facturationAuMoment`.
  const inTime = (other: ObservedExchange): boolean => earliness(evidence, billingOf(evidence, other, [execution])) === undefined
  const already = evidence
    .exchanges(OPERATION)
    .some((other) => other.seq < exchange.seq && other.request !== undefined && isAccepted(other) && sameUuid(billedOf(other).execution, execution) && inTime(other))
  return already ? [difference('execution', 'une exécution pas encore facturée', execution, exchange.seq, 'en-double')] : []
})

export const facturationAuMoment: Check = {
  requirement: 'PRE-EP6-05',
  expectation: 'WS_EP6 n’est transmis ni avant la mise en lot, ni sans l’ARL positif du lot quand la session l’attend',
  standing: [OPERATION],
  check: (evidence) =>
    evidence.exchanges(OPERATION).flatMap((exchange) => {
      if (exchange.request === undefined) return []
      const billing = billingOf(evidence, exchange, [billedOf(exchange).execution])
      const early = earliness(evidence, billing)
      return early === undefined ? [] : [{ ...early, seq: exchange.seq }]
    }),
}

function earliness(evidence: Evidence, billing: ReturnType<typeof billingOf>): Omit<Finding, 'seq'> | undefined {
  if (!billing) return { code: 'sans-facture', message: 'WS_EP6 a été transmis sans facture. Attendu : une facture établie et mise en lot d’abord ; reçu : WS_EP6.' }
  if (billing.lotAt === undefined) return { code: 'avant-mise-en-lot', message: 'WS_EP6 a été transmis avant la mise en lot de la facture. Attendu : la mise en lot d’abord ; reçu : WS_EP6.' }
  if (!waitsForArl(evidence, billing.mode) || billing.returns.some(({ sens }) => sens === 'positif')) return undefined
  return { code: 'avant-arl', message: 'WS_EP6 a été transmis sans ARL positif du lot. Attendu : un ARL positif d’abord ; reçu : WS_EP6.' }
}

export const facturationAvecExecution: Check = {
  requirement: 'PRE-EP6-06',
  expectation: 'En mode simultané, la facturation part avec l’exécution, jamais par WS_EP6',
  standing: [OPERATION],
  check(evidence) {
    if (modeDeTransmission(evidence.opening) !== 'simultane') return []
    return evidence
      .exchanges(OPERATION)
      .map(({ seq }) => ({ code: 'deux-envois', message: 'Un appel WS_EP6 a été reçu en mode simultané. Attendu : un envoi unique, WS_EP1 ; reçu : un second appel.', seq }))
  },
}

/** What the software itself declared as handed over and reimbursed: a line wrongly declared is the business of another check. */
const billableLines = (declared: ObservedExchange): string[] => executionOf(declared).lignes.filter(isFacturee).map(({ numero }) => String(numero))

export const facturationLignes: Check = {
  requirement: 'PRE-EP6-07',
  expectation: 'La facture transmise dit les lignes qu’elle couvre : celles qui sont délivrées et remboursables',
  standing: [OPERATION, 'WS_EP1'],
  check(evidence) {
    if (evidence.opening.versionPaquet === 'V2') return []
    const apart = evidence.exchanges(OPERATION).flatMap((exchange) => {
      const declared = exchange.request === undefined ? undefined : declarationOf(evidence, billedOf(exchange).execution, exchange.seq)
      return declared ? [{ declared, lignes: billedOf(exchange).facturation.lignes, seq: exchange.seq }] : []
    })
    const together = modeDeTransmission(evidence.opening) !== 'simultane' ? [] : evidence.exchanges('WS_EP1').flatMap((exchange) => {
      const facturation = exchange.request === undefined ? undefined : executionOf(exchange).facturation
      return facturation ? [{ declared: exchange, lignes: facturation.lignes, seq: exchange.seq }] : []
    })
    return [...apart, ...together].flatMap(({ declared, lignes, seq }) => setDifferences(billableLines(declared), lignes?.map(String), 'facturation.lignes', seq))
  },
}

const IDENTITY = ['rpps', 'nom', 'prenom', 'profession', 'identifiantFacturation'] as const

export const facturationExecutant: Check = billingCheck('PRE-EP6-08', 'L’exécutant de WS_EP6 est le professionnel de la session', (exchange, { opening: { professionnel } }) => {
  const sent = billedOf(exchange).executant
  return [
    ...IDENTITY.flatMap((field) => differences(professionnel[field], sent[field], `executant.${field}`, exchange.seq)),
    ...differences(professionnel.structure.finess, sent.structure?.finess, 'executant.structure.finess', exchange.seq),
  ]
})

/** No verb of its own: it leaves when a lot is made or a return is read, and these answers have no status. */
const BILLING: Service = { operation: OPERATION, verb: 'delivrer', success: 'transmise' }

export const facturationRefusAnnonce = refusalTold('PRE-EP6-09', 'Le refus d’une facturation par le téléservice est annoncé au pharmacien', BILLING)
export const facturationEchecAnnonce = failureTold('PRE-EP6-10', 'L’échec technique d’une facturation est annoncé au pharmacien', BILLING)

/** The failed sending is made again at the next event of the invoice. */
export const facturationReprise: Check = {
  requirement: 'PRE-EP6-11',
  expectation: 'Une facturation dont l’envoi a échoué repart à l’événement suivant de sa facture',
  check(evidence) {
    expectSequential(evidence)
    const read = expectAllRead(evidence, OPERATION)
    const failed = read.filter((exchange) => !isAccepted(exchange) && exchange.fault === undefined)
    if (failed.length === 0) throw new Inconclusive('logiciel', 'aucun envoi de facturation n’a échoué')
    const followed = failed.flatMap((exchange) => {
      const call = callAround(evidence, exchange)
      const next = evidence.calls('releverRetours').find(({ seq }) => call !== undefined && seq > call.seq)
      return next ? [{ exchange, next }] : []
    })
    if (followed.length === 0) throw new Inconclusive('banc', 'aucun événement de la facture n’a suivi l’échec')
    return followed.flatMap(({ exchange, next }) => {
      const again = read.some((other) => other.seq > exchange.seq && sameUuid(billedOf(other).execution, billedOf(exchange).execution))
      return again ? [] : [{ code: 'abandonnee', message: 'La facturation dont l’envoi a échoué n’est pas repartie. Attendu : un nouvel appel WS_EP6 à l’ARL suivant ; reçu : rien.', seq: next.seq }]
    })
  },
}
