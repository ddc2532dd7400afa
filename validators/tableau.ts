import { printedNumber } from '../core/identifiers.js'
import type { ReponseConsultation, ReponseExecution, TransmissionFacturation } from '../core/ordonnance.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference } from './comparison.js'
import { executionOf, sameUuid } from './execution.js'
import { callAround, doneCalls, expectDone, isAccepted, isRefused, isRegistered, type DoneCall } from './observed.js'

/** The follow-up dashboard of the software, compared with what was really exchanged. */

interface Followed {
  execution: string
  transmission: string
  facturee: boolean
  derniereErreur?: string
}
interface FollowedOrdonnance {
  identifiant: string
  etat?: string
  executions: Followed[]
}

const ordonnancesOf = ({ observation }: DoneCall): FollowedOrdonnance[] => (observation['ordonnances'] as FollowedOrdonnance[] | undefined) ?? []

/** What is true of one execution just before the dashboard is shown. */
interface Truth {
  execution: string
  ordonnance: unknown
  /** Calls that declared it or its invoice, in order. */
  exchanges: ObservedExchange[]
  seq: number
}

function truthsBefore(evidence: Evidence, dashboard: DoneCall): Truth[] {
  return doneCalls(evidence, 'delivrer')
    .filter(({ seq, observation }) => seq < dashboard.seq && typeof observation['execution'] === 'string')
    .map(({ observation, params }) => {
      const execution = observation['execution'] as string
      const exchanges = evidence.exchanges().filter((exchange) => exchange.seq < dashboard.seq && isAbout(exchange, execution))
      return { execution, ordonnance: params['identifiant'], exchanges, seq: dashboard.seq }
    })
    .filter(({ execution }, index, all) => all.findIndex((other) => sameUuid(other.execution, execution)) === index)
}

const isAbout = ({ operation, request }: ObservedExchange, execution: string): boolean => {
  if (request === undefined) return false
  if (operation === 'WS_EP1') return sameUuid((request as { identifiant: string }).identifiant, execution)
  return operation === 'WS_EP6' && sameUuid((request as TransmissionFacturation).execution, execution)
}

const declarations = ({ exchanges }: Truth): ObservedExchange[] => exchanges.filter(({ operation }) => operation === 'WS_EP1')

/** Words that say the truth of the sending; an answer lost on the way may be told both ways. */
function transmissionsOf(truth: Truth): string[] {
  const sent = declarations(truth)
  const last = sent.at(-1)
  if (!last) return ['enAttente']
  if (sent.some(isAccepted)) return ['transmise']
  if (sent.some(isRegistered)) return ['transmise', 'enEchec', 'refusee']
  return isRefused(last) ? ['refusee'] : last.fault ? ['enEchec', 'refusee'] : ['enEchec']
}

const isBilled = ({ exchanges }: Truth): boolean =>
  exchanges.some((exchange) => isAccepted(exchange) && (exchange.operation === 'WS_EP6' || executionOf(exchange).facturation !== undefined))

const dashboardCheck = (requirement: string, expectation: string, judge: (shown: FollowedOrdonnance[], truths: Truth[], dashboard: DoneCall, evidence: Evidence) => Finding[]): Check => ({
  requirement,
  expectation,
  check(evidence) {
    expectDone(evidence, 'afficherTableauDeBord')
    return doneCalls(evidence, 'afficherTableauDeBord').flatMap((dashboard) => judge(ordonnancesOf(dashboard), truthsBefore(evidence, dashboard), dashboard, evidence))
  },
})

const rowOf = (shown: FollowedOrdonnance[], { execution }: Truth): Followed | undefined =>
  shown.flatMap(({ executions }) => executions).find((row) => sameUuid(row.execution, execution))

const executionRows = (requirement: string, expectation: string, compare: (row: Followed, truth: Truth, at: string) => Finding[]): Check =>
  dashboardCheck(requirement, expectation, (shown, truths, { seq }) => {
    if (truths.length === 0) throw new Inconclusive('logiciel', 'aucune délivrance n’a été menée par le logiciel', seq)
    return truths.flatMap((truth) => {
      const row = rowOf(shown, truth)
      // A row that is missing is the business of `tableauComplet`.
      return row ? compare(row, truth, `observation.executions[${truth.execution}]`) : []
    })
  })

export const tableauComplet: Check = dashboardCheck(
  'PRE-TDB-01',
  'Le tableau de bord montre chaque délivrance enregistrée, même refusée ou en échec, sous son ordonnance, et aucune autre',
  (shown, truths, { seq }) => {
    if (truths.length === 0) throw new Inconclusive('logiciel', 'aucune délivrance n’a été menée par le logiciel', seq)
    const missing = truths.filter((truth) => !rowOf(shown, truth)).map(({ execution }) => difference('observation.ordonnances', execution, undefined, seq, 'oubliee'))
    const elsewhere = shown.flatMap(({ identifiant, executions }) =>
      truths
        .filter(({ execution, ordonnance }) => printedNumber(identifiant) !== printedNumber(ordonnance) && executions.some((row) => sameUuid(row.execution, execution)))
        .map(({ ordonnance }) => difference('observation.ordonnances', printedNumber(ordonnance), identifiant, seq, 'ailleurs')),
    )
    const invented = shown
      .flatMap(({ executions }) => executions)
      .filter(({ execution }) => !truths.some((truth) => sameUuid(truth.execution, execution)))
      .map(({ execution }) => difference('observation.ordonnances', undefined, execution, seq, 'inventee'))
    return [...missing, ...elsewhere, ...invented]
  },
)

export const tableauTransmission: Check = executionRows(
  'PRE-TDB-02',
  'Le tableau de bord dit où en est la transmission de chaque exécution : transmise, en attente, refusée ou en échec',
  (row, truth, at) => {
    const truthful = transmissionsOf(truth)
    return truthful.includes(row.transmission) ? [] : [difference(`${at}.transmission`, truthful.join(' ou '), row.transmission, truth.seq)]
  },
)

export const tableauFacturation: Check = executionRows('PRE-TDB-03', 'Le tableau de bord dit facturées les exécutions dont la base a la facture, et elles seules', (row, truth, at) =>
  row.facturee === isBilled(truth) ? [] : [difference(`${at}.facturee`, isBilled(truth), row.facturee, truth.seq)],
)

export const tableauErreur: Check = executionRows('PRE-TDB-04', 'Le tableau de bord montre la dernière erreur d’une exécution qui n’a pas abouti', (row, { exchanges, seq }, at) => {
  const last = exchanges.at(-1)
  if (!last || isAccepted(last)) return []
  const told = row.derniereErreur?.trim() ?? ''
  const known = last.fault
  if (told !== '' && (!known || told.includes(known.code) || known.message.includes(told) || told.includes(known.message))) return []
  return [difference(`${at}.derniereErreur`, known?.code ?? 'ce qui a échoué', row.derniereErreur, seq)]
})

export const tableauEtat: Check = dashboardCheck('PRE-TDB-05', 'L’état montré de chaque ordonnance est le dernier que le téléservice a donné', (shown, _truths, dashboard, evidence) =>
  shown.flatMap(({ identifiant, etat }) => {
    const expected = lastState(evidence, identifiant, dashboard.seq)
    return expected === undefined || expected === etat ? [] : [difference(`observation.ordonnances[${identifiant}].etat`, expected, etat, dashboard.seq)]
  }),
)

function lastState(evidence: Evidence, identifiant: string, before: number): string | undefined {
  const answers = evidence.exchanges().filter((exchange) => exchange.seq < before && isAccepted(exchange))
  return answers
    .flatMap((exchange) => {
      if (exchange.operation === 'WS_EP3' && (exchange.reply as ReponseConsultation).ordonnance.identifiant === identifiant) return [(exchange.reply as ReponseConsultation).statut]
      if (exchange.operation === 'WS_EP1' && executionOf(exchange).ordonnance === identifiant) return [(exchange.reply as ReponseExecution).statut]
      return []
    })
    .at(-1)
}

export const tableauSansAppel: Check = dashboardCheck('PRE-TDB-06', 'Ouvrir le tableau de bord n’appelle aucun téléservice', (_shown, _truths, dashboard, evidence) =>
  evidence
    .exchanges()
    .filter((exchange) => callAround(evidence, exchange)?.seq === dashboard.seq)
    .map(({ operation, seq }) => ({ code: 'appel', message: `${operation} a été appelé à l’ouverture du tableau de bord. Attendu : aucun appel ; reçu : un appel.`, seq })),
)
