import { avecTiret, enMajuscules, saisieAsafo, type AlerteAsafo, type RechercheAsafo, type ReponseAsafo } from '../core/asafo.js'
import type { Finding } from '../core/readiness.js'
import type { Check, Evidence, ObservedExchange } from './check.js'
import { Inconclusive } from './check.js'
import { difference, differences, setDifferences } from './comparison.js'
import {
  callAround,
  doneCalls,
  exchangesDuring,
  excuseStray,
  expectAllRead,
  expectDone,
  isAccepted,
  isFaulty,
  messagesOf,
  observedExchanges,
  schemaFindings,
  warningFindings,
  type DoneCall,
} from './observed.js'

const OPERATION = 'ASAFO_RECHERCHER'
const NAMES = ['nom', 'prenom'] as const

export const asafoConforme: Check = {
  requirement: 'PRE-ASAFO-03',
  expectation: 'Chaque recherche ASAFO est conforme à son contrat',
  standing: [OPERATION],
  check: (evidence) => observedExchanges(evidence, OPERATION).flatMap(schemaFindings),
}

const requestOf = ({ request }: ObservedExchange): RechercheAsafo => request as RechercheAsafo

/** One rule of typing, applied to each name of each search. */
const typingCheck = (requirement: string, expectation: string, judge: (sent: string, asked: string, at: string, seq: number) => Finding[]): Check => ({
  requirement,
  expectation,
  standing: [OPERATION],
  check: (evidence) =>
    expectAllRead(evidence, OPERATION).flatMap((exchange) => {
      const params = callAround(evidence, exchange, 'rechercherAsafo')?.params
      return NAMES.flatMap((name) => judge(requestOf(exchange)[name], (params?.[name] as string | undefined) ?? '', name, exchange.seq))
    }),
})

export const asafoMajuscules = typingCheck('PRE-ASAFO-01', 'Le nom et le prénom cherchés dans ASAFO sont en majuscules', (sent, _asked, at, seq) =>
  enMajuscules(sent) ? [] : [difference(at, sent.toUpperCase(), sent, seq, 'minuscules')],
)

const glued = (name: string): string => saisieAsafo(name).replaceAll(' ', '')

export const asafoTiret = typingCheck('PRE-ASAFO-02', 'Dans un nom composé cherché dans ASAFO, un espace tient lieu de tiret', (sent, asked, at, seq) => {
  if (avecTiret(sent)) return [difference(at, 'un espace à la place du tiret', sent, seq, 'tiret')]
  const lost = avecTiret(asked) && glued(sent) === glued(asked) && !sent.includes(' ')
  return lost ? [difference(at, saisieAsafo(asked), sent, seq, 'colle')] : []
})

/** The search asked is the one made; how it is typed is judged apart. */
export const asafoCherchee: Check = {
  requirement: 'PRE-ASAFO-04',
  expectation: 'Chaque recherche demandée est faite, sur le nom et le prénom demandés',
  check(evidence) {
    expectDone(evidence, 'rechercherAsafo')
    return doneCalls(evidence, 'rechercherAsafo').flatMap((call): Finding[] => {
      const sent = exchangesDuring(evidence, call, OPERATION)
      if (sent.length === 0) {
        excuseStray(exchangesDuring(evidence, call))
        return [{ code: 'aucun-echange', message: `Aucun appel ${OPERATION} pendant cette recherche ; un appel était attendu.`, seq: call.seq }]
      }
      return sent
        .filter(({ request }) => request !== undefined)
        .flatMap((exchange) => {
          const other = NAMES.filter((name) => glued(requestOf(exchange)[name]) !== glued(String(call.params[name])))
          return other.map((name) => difference(name, call.params[name], requestOf(exchange)[name], exchange.seq))
        })
    })
  },
}

interface Result {
  call: DoneCall
  alertes: AlerteAsafo[]
}

/** Searches that the service answered, next to what it found. */
function resultsOf(evidence: Evidence): Result[] {
  const last = expectDone(evidence, 'rechercherAsafo')
  const results = doneCalls(evidence, 'rechercherAsafo').flatMap((call) => {
    const answered = exchangesDuring(evidence, call, OPERATION).filter(isAccepted).at(-1)
    return answered ? [{ call, alertes: (answered.reply as ReponseAsafo).alertes ?? [] }] : []
  })
  if (results.length === 0) throw new Inconclusive('logiciel', 'aucune recherche ASAFO n’a abouti', last.seq)
  return results
}

interface ShownAlert {
  reference?: string
  date?: string
  motif?: string
}

export const asafoAlertes: Check = {
  requirement: 'PRE-ASAFO-05',
  expectation: 'Chaque alerte trouvée est montrée au pharmacien, et aucune autre',
  check(evidence) {
    const found = resultsOf(evidence).filter(({ alertes }) => alertes.length > 0)
    if (found.length === 0) throw new Inconclusive('logiciel', 'aucune alerte n’a été trouvée par ASAFO')
    return found.flatMap(({ call, alertes }) => {
      const shown = (call.observation['alertes'] as ShownAlert[] | undefined) ?? []
      return [
        ...setDifferences(alertes.map(({ reference }) => reference), shown.map(({ reference }) => reference ?? ''), 'observation.alertes', call.seq),
        ...alertes.flatMap(({ reference, date, motif }) => {
          const same = shown.find((alert) => alert.reference === reference)
          return same ? differences({ date, motif }, { date: same.date, motif: same.motif }, `observation.alertes[${reference}]`, call.seq) : []
        }),
        ...warningFindings(call, 'Une alerte a été trouvée et le pharmacien n’en est pas averti.'),
      ]
    })
  },
}

export const asafoAucune: Check = {
  requirement: 'PRE-ASAFO-06',
  expectation: 'Quand ASAFO ne trouve rien, le logiciel le dit',
  check(evidence) {
    const empty = resultsOf(evidence).filter(({ alertes }) => alertes.length === 0)
    if (empty.length === 0) throw new Inconclusive('logiciel', 'ASAFO a trouvé des alertes')
    return empty.flatMap(({ call }) => [
      ...(call.observation['statut'] === 'aucune' ? [] : [difference('observation.statut', 'aucune', call.observation['statut'], call.seq, 'statut')]),
      ...(messagesOf(call).length > 0 ? [] : [{ code: 'muet', message: 'ASAFO n’a rien trouvé et le pharmacien ne le lit nulle part.', at: 'observation.messages', seq: call.seq }]),
    ])
  },
}

export const asafoAucuneFondee: Check = {
  requirement: 'PRE-ASAFO-07',
  expectation: 'L’absence d’alerte n’est dite que si ASAFO a répondu qu’il n’y en a pas',
  standing: [OPERATION],
  check(evidence) {
    const calls = doneCalls(evidence, 'rechercherAsafo')
    if (calls.length === 0) throw new Inconclusive('logiciel', 'aucune recherche ASAFO n’a été menée')
    return calls
      .filter((call) => call.observation['statut'] === 'aucune')
      .filter((call) => !exchangesDuring(evidence, call, OPERATION).some((exchange) => isAccepted(exchange) && ((exchange.reply as ReponseAsafo).alertes ?? []).length === 0))
      .map((call) => difference('observation.statut', 'un autre statut que « aucune », ASAFO n’ayant rien répondu de tel', 'aucune', call.seq, 'usurpee'))
  },
}

export const asafoEchecDit: Check = {
  requirement: 'PRE-ASAFO-08',
  expectation: 'Une recherche ASAFO qui n’aboutit pas est annoncée au pharmacien',
  check(evidence) {
    const call = expectDone(evidence, 'rechercherAsafo')
    const last = exchangesDuring(evidence, call, OPERATION).at(-1)
    if (!last || isAccepted(last) || isFaulty(last)) throw new Inconclusive('logiciel', 'la recherche ASAFO n’a pas rencontré l’échec préparé', call.seq)
    const { statut } = call.observation
    return [
      ...(statut === 'trouvees' ? [difference('observation.statut', 'enEchec ou refusee', statut, call.seq, 'statut')] : []),
      ...warningFindings(call, 'La recherche n’a pas abouti et le pharmacien n’en est pas averti.'),
    ]
  },
}

export const asafoSansBlocage: Check = {
  requirement: 'PRE-ASAFO-09',
  expectation: 'Une alerte ASAFO n’empêche pas d’elle-même la délivrance : le pharmacien décide',
  check(evidence) {
    const alerted = resultsOf(evidence).find(({ alertes }) => alertes.length > 0)
    if (!alerted) throw new Inconclusive('logiciel', 'aucune alerte n’a été trouvée par ASAFO')
    const deliveries = doneCalls(evidence, 'delivrer').filter(({ seq }) => seq > alerted.call.seq)
    if (deliveries.length === 0) throw new Inconclusive('logiciel', 'aucune délivrance n’a été menée après l’alerte')
    return deliveries
      .filter((call) => call.observation['statut'] === 'refusee' && exchangesDuring(evidence, call, 'WS_EP1').length === 0)
      .map((call) => difference('observation.statut', 'transmise ou enAttente', 'refusee', call.seq, 'bloquee'))
  },
}

/** Every check on ASAFO, for the registry. */
export const ASAFO_CHECKS = {
  asafoConforme,
  asafoMajuscules,
  asafoTiret,
  asafoCherchee,
  asafoAlertes,
  asafoAucune,
  asafoAucuneFondee,
  asafoEchecDit,
  asafoSansBlocage,
} as const satisfies Record<string, Check>
